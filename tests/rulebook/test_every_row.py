"""Every row of the rulebook says where it is from, and nothing from memory is told as a fact.

The files are taken apart here by plain means: a reader that leaves something out is no help.
"""

import csv
import gzip
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from datetime import date

import pytest

from exportdesk.core import resources
from exportdesk.rulebook import RULEBOOK_FILES, Provenance, Rulebook, Status, load_rulebook
from tests.real import real

Row = tuple[str, Mapping[str, object]]

# How many rows each file has at least: an empty one, or half of one, says nothing wrong.
ROWS = {
    "countries.csv": 250,
    "country_rules.csv": 202,
    "regions.csv": 3,
    "list_meanings.toml": 29,
    "high_priority.csv": 50,
    "high_priority_tiers.csv": 6,
    "retired_hs_codes.csv": 5,
    "switches.toml": 5,
    "notes.toml": 31,
    "ownership.toml": 2,
    "red_flags.csv": 102,
    "prohibitions.toml": 10,
    "license_rules.toml": 54,
    "retention.toml": 7,
    "next_steps.toml": 15,
    "policy.toml": 3,
    "questions.toml": 22,
    "review_questions.toml": 5,
}
_INNER = {"switch": "period"}  # tables whose inner ones are the statements


@pytest.fixture(scope="module")
def rulebook() -> Rulebook:
    return load_rulebook()


def rows_of(name: str) -> tuple[Mapping[str, object], list[Row]]:
    """Return the head of a file and its rows."""
    text = (resources.path("rulebook") / name).read_text("utf-8")
    return _csv(text) if name.endswith(".csv") else _toml(text)


def _csv(text: str) -> tuple[Mapping[str, object], list[Row]]:
    lines = text.splitlines()
    told = (line.lstrip("# ").partition(":") for line in lines if line.startswith("#"))
    head = {key.strip(): value.strip() for key, _colon, value in told}
    rows = csv.DictReader(line for line in lines if not line.startswith("#"))
    return head, [(next(iter(row.values())), row) for row in rows]


def _toml(text: str) -> tuple[Mapping[str, object], list[Row]]:
    held = tomllib.loads(text)
    head = {key: one for key, one in held.items() if not isinstance(one, dict | list)}
    return head, list(_tables(held))


def _tables(held: Mapping[str, object]) -> Iterator[Row]:
    for kind, value in held.items():
        if isinstance(value, dict):
            yield kind, value
        for at, one in enumerate(value if isinstance(value, list) else []):
            assert isinstance(one, dict)
            inner = one.get(_INNER.get(kind, ""), [one])
            for row in inner:
                yield f"{kind} {one.get('code') or one.get('list') or at}", row


def test_no_file_is_left_out() -> None:
    assert ROWS.keys() == set(RULEBOOK_FILES)
    there = {one.name for one in resources.path("rulebook").iterdir()}
    assert there == set(RULEBOOK_FILES)


@pytest.mark.parametrize("name", RULEBOOK_FILES)
def test_each_row_has_source_citation_day_and_status(name: str) -> None:
    head, rows = rows_of(name)
    assert len(rows) >= ROWS[name]
    for key, row in rows:
        said = {k: row.get(k) or head.get(k) for k in ("source", "citation", "as_of", "status")}
        for what, value in said.items():
            assert str(value or "").strip(), f"{name}, {key}: no {what}"
        assert Status(str(said["status"]))
        day = date.fromisoformat(str(said["as_of"]))
        assert date(2022, 1, 1) < day <= date(2026, 11, 26), (name, key)
        if said["status"] == "unverified":
            # What is unverified says what of it, or the whole file does.
            assert row.get("unverified_note") or head.get("note"), (name, key)


def test_what_is_told_of_a_row_is_what_its_file_says(rulebook: Rulebook) -> None:
    _head, rows = rows_of("red_flags.csv")
    for key, row in rows:
        told = rulebook.red_flags.of(key).provenance
        assert told.citation == row["citation"]
        assert told.unverified_note == row["unverified_note"]
    _head, rows = rows_of("notes.toml")
    for _key, row in rows:
        note = rulebook.notes.of(str(row["code"]))
        assert note.provenance.unverified_note == " ".join(
            str(row.get("unverified_note", "")).split()
        )


# What domain/facts.md marks as from memory, or as not established, and how the rulebook tells it.


def hedged(told: Provenance, words: str) -> bool:
    """Whether a row says itself that this is not checked."""
    return told.status is Status.UNVERIFIED or words in told.unverified_note


def _old_codes(rulebook: Rulebook) -> bool:
    return {
        code: one.provenance.status
        for code in ("852580", "854140", "854150", "854890", "880330")
        if (one := rulebook.high_priority.retired(code))
    } == {"852580": Status.SECONDARY} | dict.fromkeys(
        ("854140", "854150", "854890", "880330"), Status.UNVERIFIED
    )


def _chapter_88(rulebook: Rulebook) -> bool:
    rules = rulebook.license_rules
    four = rules.supplements["Supplement No. 4 to part 746"]
    place = rules.place("russia-belarus-industrial")
    notes = (four.note, place.note, rulebook.notes.of("russia-belarus"))
    return (
        four.chapters_unverified == place.chapters_unverified == {"88"}
        and "88" not in four.chapters
        and all("chapter 88" in one.provenance.unverified_note for one in notes)
    )


def _affiliates(rulebook: Rulebook) -> bool:
    now = rulebook.switches.of("bis-50").in_force(date(2026, 12, 1))
    return "No extension and no repeal was seen" in now.provenance.unverified_note


def _six_hundred(rulebook: Rulebook) -> bool:
    filings = {one.code: one.note for one in rulebook.license_rules.filings}
    notes = (rulebook.notes.of("600-series"), filings["eei-600-series"])
    return all("from memory" in one.provenance.unverified_note for one in notes)


def _hts_digits(rulebook: Rulebook) -> bool:
    return hedged(rulebook.notes.of("export-filing-digits").provenance, "from memory")


def _eccns_of_codes(_rulebook: Rulebook) -> bool:
    head, rows = rows_of("high_priority.csv")
    return "nobody checked" in str(head["note"]) and "possible_eccns_unverified" in rows[0][1]


def seen_in_part_744(source: str) -> bool:
    """Whether a row rests on the part of the regulation that was read since, as it was stored."""
    stored = real("lists/us-bis/ecfr-title-15-part-744.2026-07-23.xml.gz")
    text = gzip.decompress(stored.read_bytes()).decode("utf-8")
    return "744.15 as of 2026-07-23" in source and "The UVL statement must be in writing" in text


def _uvl_statement(rulebook: Rulebook) -> bool:
    wording = resources.path("wording") / "uvl_statement" / "en.toml"
    told = tomllib.loads(wording.read_text("utf-8"))
    return told["status"] == "unverified" and seen_in_part_744(rulebook.meanings["UVL"].source)


def _certification_words(_rulebook: Rulebook) -> bool:
    wording = resources.path("wording") / "certification" / "en.toml"
    told = tomllib.loads(wording.read_text("utf-8"))
    return told["review"] == "not_reviewed" and "not a form of the US Government" in str(told)


def not_told(*words: str) -> Callable[[Rulebook], bool]:
    """Return whether no text of the rulebook has one of these words."""

    def check(_rulebook: Rulebook) -> bool:
        texts = "\n".join(
            str(value)
            for name in RULEBOOK_FILES
            for _key, row in rows_of(name)[1]
            for value in row.values()
        )
        return not [word for word in words if re.search(word, texts)]

    return check


MARKED: dict[str, Callable[[Rulebook], bool]] = {
    "8803.30 (now 8807.30)": _old_codes,
    "HS 2028 will change codes again": not_told("HS of 2028", "HS 2028"),
    "but the pairing is [M]": _eccns_of_codes,
    "chapter 88 since January 2024 [M]": _chapter_88,
    "the list should carry HS code, ECCN, part number, quantity: [M]": _certification_words,
    "| 9 | Mention of part 744 end uses": _certification_words,
    "| 10 | No resale or transfer": _certification_words,
    "| 11 | Name, title, signature": _certification_words,
    "The March 2023 Tri-Seal Note names a shorter group": not_told("Tri-Seal.*(Armenia|Macau)"),
    "five-agency note on maritime trade [M]": not_told("five-agency", "maritime trade"),
    "extension not seen, repeal not seen": _affiliates,
    "no stored source shows an extension": not_told(),  # the next line says how sure that is
    "repeal (latest seen: end of September 2026)": _affiliates,
    "* Content [M, confirm against 744.15(b)": _uvl_statement,
    "Civil amount not seen": not_told("375,000", "twice the value"),
    "Art. 12gb": not_told("12gb"),
    "ITN format": not_told(r"\bITN\b", "14 digits"),
    "Third char meaning": _six_hundred,
    "| HTSUS | 10 digits": _hts_digits,
    "Affiliates Rule due back": _affiliates,
}
_MARK = re.compile(r"\[M\b|\[\?\]|others M\]")


def marked_lines() -> list[str]:
    text = real("domain/facts.md").read_text("utf-8")
    body = text[text.index("### 0.3") :]
    return [line for line in body.splitlines() if _MARK.search(line)]


@pytest.mark.real_lists
def test_whatever_the_facts_mark_as_unsure_is_told_as_unsure_or_not_at_all(
    rulebook: Rulebook,
) -> None:
    lines = marked_lines()
    assert len(lines) >= 18
    for line in lines:
        checks = [check for words, check in MARKED.items() if words in line]
        assert checks, f"nobody decided how this is told: {line}"
        for check in checks:
            assert check(rulebook), line


def table(name: str) -> list[dict[str, str]]:
    with real(f"domain/{name}").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.real_lists
def test_red_flags_from_memory_or_accounts_are_not_verified(rulebook: Rulebook) -> None:
    rows = table("redflags.csv")
    assert len(rows) == 102
    for row in rows:
        told, mark = rulebook.red_flags.of(row["id"]).provenance, row["verification"]
        if mark.startswith("FROM MEMORY") or "wording approximate" in mark:
            assert told.status is Status.UNVERIFIED, row["id"]
        elif "FROM MEMORY" in mark:
            assert "memory" in told.unverified_note, row["id"]
        elif "secondary" in mark:
            assert told.status is not Status.VERIFIED, row["id"]


@pytest.mark.real_lists
def test_lists_whose_meaning_was_not_seen_whole_say_so(rulebook: Rulebook) -> None:
    codes = {"CAPTA": "CAP", "TIP": "OWN-CUSTOMS"}
    seen = 0
    for row in table("list_meaning.csv"):
        code, mark = codes.get(row["code"], row["code"]), row["verification"]
        if code not in rulebook.meanings or not re.search("FROM MEMORY|UNKNOWN|secondary", mark):
            continue
        meaning = rulebook.meanings[code]
        seen += 1
        if "CFR part" in mark:  # of what is from memory nothing is told
            assert not re.search(r"31 CFR part", meaning.citation), code
            continue
        unsure = meaning.status is not Status.VERIFIED or meaning.unverified_note
        assert unsure or seen_in_part_744(meaning.source), code
    assert seen >= 5


@pytest.mark.real_lists
def test_every_citation_of_a_code_is_hedged_as_its_source_is(rulebook: Rulebook) -> None:
    rows = table("chpl.csv")
    assert len(rows) == 50
    for row in rows:
        item = rulebook.high_priority.of(row["hs6"])
        assert item is not None
        two = "2 sources" in row["verification"]
        assert (item.provenance.status is Status.VERIFIED) == two, row["hs6"]
    rule = rulebook.countries_rules.of("LI")
    assert rule is not None
    assert rule.provenance.status is Status.UNVERIFIED
