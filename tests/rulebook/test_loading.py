"""The rulebook's files are read whole or refused, with the place."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from shutil import copytree

import pytest

from exportdesk.core import resources
from exportdesk.core.errors import BadInput
from exportdesk.core.parties import PartyKind
from exportdesk.core.words import known_codes, say
from exportdesk.lists import load_catalogue
from exportdesk.rulebook import Consequence, Rulebook, Status, load_rulebook

FOREIGN = "EU-FSF UK-SL UN-SC CA-SEMA CH-SECO AU-DFAT JP-EUL"
OWN = "OWN OWN-RED-FLAG OWN-SUPPLIER OWN-GUARDIAN OWN-CUSTOMS OWN-INTERNAL"
LISTS = {
    "SDN": Consequence.BLOCK,
    "DPL": Consequence.BLOCK,
    "FSE": Consequence.BLOCK,
    "EL": Consequence.HOLD_LICENSE,
    "EL-ADDR": Consequence.HOLD_LICENSE,
    "MEU": Consequence.HOLD_LICENSE,
    "ISN": Consequence.HOLD_LICENSE,
    "UVL": Consequence.DOCUMENT,
    "SSI": Consequence.REVIEW,
    "CAP": Consequence.REVIEW,
    "NS-MBS": Consequence.REVIEW,
    "CMIC": Consequence.REVIEW,
    "PLC": Consequence.REVIEW,
    "DTC": Consequence.REVIEW,
    **dict.fromkeys(FOREIGN.split(), Consequence.RED_FLAG),
    **dict.fromkeys(OWN.split(), Consequence.RED_FLAG),
    "OWN-INFORMED": Consequence.HOLD_LICENSE,
}

# Words that promise more than a program can know, or that users' papers do not use.
_FORBIDDEN = ("cleared", "compliant", " hit", "safe to ship", "you may ship", "guarantee")


@pytest.fixture(scope="module")
def rulebook() -> Rulebook:
    return load_rulebook()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(copytree(resources.path("rulebook"), tmp_path / "rulebook"))


def refused(folder: Path) -> tuple[str, str, str]:
    with pytest.raises(BadInput) as caught:
        load_rulebook(folder)
    assert caught.value.code == "rulebook-bad"
    facts = caught.value.facts
    assert str(facts["why"]) in say(caught.value)
    return str(facts["file"]), str(facts["where"]), str(facts["why"])


def test_every_list_has_its_consequence(rulebook: Rulebook) -> None:
    assert {code: m.consequence for code, m in rulebook.meanings.items()} == LISTS


def test_only_the_first_two_consequences_stop() -> None:
    assert [c for c in Consequence if c.stops] == [Consequence.BLOCK, Consequence.HOLD_LICENSE]


def test_texts_are_whole_and_careful(rulebook: Rulebook) -> None:
    for meaning in (*rulebook.meanings.values(), rulebook.unknown):
        for text in (meaning.what_it_means, meaning.next_step, meaning.unverified_note):
            assert "\n" not in text
            assert "  " not in text
            assert not any(word in text.casefold() for word in _FORBIDDEN), text
        assert meaning.what_it_means.endswith(".")
        assert meaning.next_step.endswith(".")
        assert meaning.citation


def test_an_unchecked_text_says_so(rulebook: Rulebook) -> None:
    assert rulebook.meanings["FSE"].status is Status.UNVERIFIED
    assert rulebook.meanings["FSE"].unverified_note
    assert rulebook.meanings["EL"].status is Status.VERIFIED


def test_an_address_on_the_entity_list_has_its_own_text(rulebook: Rulebook) -> None:
    assert rulebook.meaning_of("EL", PartyKind.ADDRESS).code == "EL-ADDR"
    assert rulebook.meaning_of("EL", PartyKind.UNKNOWN).code == "EL"
    assert rulebook.meaning_of("SDN", PartyKind.ADDRESS).code == "SDN"


def test_a_list_nobody_described_is_not_passed_over(rulebook: Rulebook) -> None:
    meaning = rulebook.meaning_of("NEW", PartyKind.ORGANIZATION)
    assert meaning is rulebook.unknown
    assert meaning.consequence is Consequence.REVIEW
    assert meaning.status is Status.UNVERIFIED


def test_a_foreign_list_is_a_warning_and_no_prohibition_by_itself(rulebook: Rulebook) -> None:
    for code in FOREIGN.split():
        meaning = rulebook.meanings[code]
        assert "no prohibition of US law by itself" in meaning.what_it_means
        assert "strong warning" in meaning.what_it_means
        assert "US list" in meaning.next_step + meaning.what_it_means or "SDN" in meaning.next_step
        assert meaning.status is Status.UNVERIFIED
        assert "not checked" in meaning.unverified_note


def test_every_list_of_the_catalogue_has_a_text(rulebook: Rulebook) -> None:
    catalogue = load_catalogue()
    lists = [listed for source in catalogue.sources for listed in source.lists]
    codes = {listed.code for listed in (*lists, *catalogue.own_lists)}
    assert codes <= rulebook.meanings.keys()


def test_an_own_list_nobody_described_is_an_own_list(rulebook: Rulebook) -> None:
    assert rulebook.meaning_of("OWN-INFORMED", PartyKind.PERSON).code == "OWN-INFORMED"
    assert rulebook.meaning_of("OWN-WHATEVER", PartyKind.PERSON).code == "OWN"
    assert rulebook.meaning_of("OWNER", PartyKind.PERSON) is rulebook.unknown


def test_as_of_is_the_newest_file(rulebook: Rulebook) -> None:
    assert rulebook.as_of == date(2026, 11, 26)


def test_every_consequence_and_status_has_words() -> None:
    for consequence in Consequence:
        assert {f"consequence-{consequence}", f"consequence-{consequence}-means"} <= known_codes()
    for status in Status:
        assert f"status-{status}" in known_codes()


def test_a_missing_file(tmp_path: Path) -> None:
    assert refused(tmp_path)[:2] == ("countries.csv", "the file")


def edit(folder: Path, name: str, change: Callable[[str], str]) -> None:
    file = folder / name
    before = file.read_text(encoding="utf-8")
    after = change(before)
    assert after != before
    file.write_text(after, encoding="utf-8")


@pytest.mark.parametrize(
    ("old", "new", "where", "why"),
    [
        ('code = "SDN"', "code = SDN", "the file", "line"),
        ('consequence = "block"', 'consequence = "stop"', "list 1 (SDN), consequence", "block,"),
        ('consequence = "block"', "", "list 1 (SDN), consequence", "is not one of"),
        ('consequence = "block"', 'consequence = "review"', "list 1, conseq", "SDN is not block"),
        ('consequence = "hold_license"', 'consequence = "review"', "list 2, c", "EL does not stop"),
        ("as_of = 2026-11-22", 'as_of = "yesterday"', "as_of", "is not a date"),
        ("as_of = 2026-07-23", "as_of = 2026-07-23T00:00:00", "list 1 (SDN), as_of", "not a date"),
        ('code = "EL-ADDR"', 'code = "EL"', "list 3, code", "EL stands here twice"),
        ('code = "EL-ADDR"', 'code = ""', "list 3, code", "is empty"),
        ('code = "EL-ADDR"', "code = 3", "list 3, code or unverified_note", "is not text"),
        ('code = "PLC"', 'code = "PLD"', "list", "no text for PLC"),
        ('citation = "31 CFR chapter V', 'sitation = "31 CFR chapter V', "list 1, sitation", "key"),
        ('agency = "State, Dir', 'agency = "" # "', "list 8 (DTC), agency", "missing or empty"),
        ('status = "secondary"', 'status = "sure"', "list 10 (CAP), status", "is not one of"),
        ("[[list]]", "[[lists]]", "list", "no [[list]]"),
        ("[unknown]", "[unknown.inner]", "unknown, inner", "key"),
        ("[unknown]", "unknown = 3\n[other]", "", ""),
    ],
)
def test_a_bad_meanings_file(folder: Path, old: str, new: str, where: str, why: str) -> None:
    edit(
        folder,
        "list_meanings.toml",
        lambda text: text.replace(old, new, -1 if old == "[[list]]" else 1),
    )
    told = refused(folder)
    assert told[0] == "list_meanings.toml"
    assert where in told[1]
    assert why in told[2]


def test_a_meanings_file_without_the_unknown_list(folder: Path) -> None:
    edit(folder, "list_meanings.toml", lambda text: text[: text.index("[unknown]")])
    assert refused(folder) == ("list_meanings.toml", "unknown", "is not a table")


@pytest.mark.parametrize(
    ("old", "new", "where", "why"),
    [
        ("# as_of: 2026-11-22", "# as_of: soon", "as_of", "is not a date"),
        ("# as_of: 2026-11-22\n", "", "as_of", "is not a date"),
        ("# status: verified", "# status: good", "status", "is not one of"),
        ("# source: ISO", "# sauce: ISO", "source", "is missing"),
        ("code,iso3", "iso3,code", "line 6", "the columns are not"),
        ("AD,AND", "ad,AND", "line 7", "capital letters"),
        ("AD,AND", "AD,ANDO", "line 7", "capital letters"),
        ("AD,AND,Andorra", "AD,AND,", "line 7", "no name"),
        ("AD,AND,Andorra,Principality of Andorra", "AD,AND", "line 7", "2 fields"),
        ("AD,AND,Andorra", "AE,AND,Andorra", "line 8", "AE stands here twice"),
        ("Principality of Andorra", "Francia; France", "also means AD", ""),
        ("Principality of Andorra", "?; !", "line 7", "holds no letters"),
        ("AD,AND,Andorra,", 'AD,AND,"Andorra"x,', "line", "expected"),
        ("AD,AND,Andorra,", "# remark\nAD,AND,Andorra,", "the file", "do not stand at the top"),
    ],
)
def test_a_bad_countries_file(folder: Path, old: str, new: str, where: str, why: str) -> None:
    edit(folder, "countries.csv", lambda text: text.replace(old, new, 1))
    told = refused(folder)
    assert told[0] == "countries.csv"
    assert where in told[1] or where in told[2]
    assert why in told[2]


def test_a_code_twice(folder: Path) -> None:
    edit(folder, "countries.csv", lambda text: text + "AD,ADX,Andorra again,\n")
    assert "AD stands here twice" in refused(folder)[2]


def test_no_countries_at_all(folder: Path) -> None:
    edit(folder, "countries.csv", lambda text: text[: text.index("AD,AND")])
    assert refused(folder)[2] == "there are no countries"


def test_a_file_in_another_encoding(folder: Path) -> None:
    (folder / "countries.csv").write_bytes("# as_of: 2026-11-22\nÅland".encode("cp1252"))
    assert "UTF-8" in refused(folder)[2]


def test_a_byte_order_mark_does_no_harm(folder: Path) -> None:
    file = folder / "countries.csv"
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes())
    assert load_rulebook(folder).countries.country_code("France") == "FR"
