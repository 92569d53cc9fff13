"""OFAC's real files: nothing lost, and the same parties as in the Consolidated Screening List."""

import csv
import gzip
import io
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from exportdesk.core.errors import ListRefused
from exportdesk.core.listings import Listing, NameRole
from exportdesk.lists import Reading
from tests.lists.ofac_samples import country_code, number, read, real_set
from tests.real import real
from tests.sampling import by_name

ENHANCED = "lists/us-ofac/CONS_ENHANCED.2025-01-14.xml.gz"
CLASSIC = "lists/us-ofac/consolidated.2024-02-24.xml"
CSL = "lists/us-csl/consolidated.rebuilt-2026-07-31.csv.gz"  # its names are rewritten
REAL_CSL = "lists/us-csl/consolidated.2022-05-16.csv.gz"
SDN_SET = {
    "SDN.CSV": "sdn.2021-07.csv.gz",
    "ADD.CSV": "add.2021-07.csv",
    "ALT.CSV": "alt.2021-07.csv",
    "SDN_COMMENTS.CSV": "sdn_comments.2021-07.csv",
}
CONS_SET = {
    "CONS_PRIM.CSV": "cons_prim.2025-12.csv",
    "CONS_ADD.CSV": "cons_add.2025-12.csv",
    "CONS_ALT.CSV": "cons_alt.2025-12.csv",
    "CONS_COMMENTS.CSV": "cons_comments.2025-12.csv",
}


Read = tuple[Reading, list[Listing]]


# Each file is read once for all tests.


@pytest.fixture(scope="module")
def enhanced() -> Read:
    return read(real(ENHANCED), "cons")


@pytest.fixture(scope="module")
def classic() -> Read:
    return read(real(CLASSIC), "cons")


@pytest.fixture(scope="module")
def sdn_set(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return real_set(tmp_path_factory.mktemp("sdn"), SDN_SET)


@pytest.fixture(scope="module")
def cons_set(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return real_set(tmp_path_factory.mktemp("cons"), CONS_SET)


@pytest.fixture(scope="module")
def sdn(sdn_set: Path) -> Read:
    return read(sdn_set, "sdn")


@pytest.fixture(scope="module")
def cons(cons_set: Path) -> Read:
    return read(cons_set, "cons")


def text(path: str) -> str:
    return gzip.decompress(real(path).read_bytes()).decode("utf-8")


def dicts(value: object) -> Iterator[dict[str, object]]:
    """Yield every record inside a record."""
    if isinstance(value, dict):
        yield value
        for one in value.values():
            yield from dicts(one)
    elif isinstance(value, list):
        for one in value:
            yield from dicts(one)


def parties(listings: list[Listing]) -> dict[str, Listing]:
    return {number(listing): listing for listing in listings}


def test_enhanced(enhanced: Read) -> None:
    reading, listings = enhanced
    assert reading.counts == {"SSI": 286, "PLC": 78, "CMIC": 68, "NS-MBS": 12, "CAP": 1, "FSE": 1}
    assert not reading.skipped
    assert reading.complete
    assert str(reading.published) == "2025-01-10"
    assert set(parties(listings)) == set(re.findall(r'<entity id="(\d+)"', text(ENHANCED)))


def test_every_name_and_address_in_every_script(enhanced: Read) -> None:
    # The README counts translations of names and of addresses together.
    _, listings = enhanced
    names: Counter[str] = Counter()
    addresses: Counter[str] = Counter()
    for listing in parties(listings).values():
        listed = {name.text: name.role for name in listing.names}
        told = {address.text for address in listing.addresses}
        for record in dicts(listing.record):
            script = record.get("script")
            if not isinstance(script, dict):
                continue
            full = record.get("formattedFullName")
            if not isinstance(full, str):
                addresses[script["#text"]] += 1
                for part in dicts(record):
                    value = part.get("value")
                    assert not isinstance(value, str) or any(value.strip() in one for one in told)
                continue
            names[script["#text"]] += 1
            original = listed[" ".join(full.split())] is NameRole.ORIGINAL_SCRIPT
            assert original == (script["#text"] != "Latin")
    assert names == {
        "Latin": 1579, "Cyrillic": 39, "Chinese Simplified": 5, "Chinese Traditional": 1,
    }  # fmt: skip
    assert addresses == {"Latin": 572, "Cyrillic": 11}
    assert names + addresses == {
        "Latin": 2151, "Cyrillic": 50, "Chinese Simplified": 5, "Chinese Traditional": 1,
    }  # fmt: skip


def test_every_document_and_feature_is_told(enhanced: Read) -> None:
    _, listings = enhanced
    for listing in listings:
        told = f"{listing.remarks} {listing.title} " + " ".join(
            [*(i.number for i in listing.identifiers), *listing.birth_dates]
        )
        for record in dicts(listing.record):
            value = record.get("documentNumber") or ("versionId" in record and record["value"])
            if not isinstance(value, str):
                continue
            bare = re.sub(r" \(Russia\)$", "", " ".join(value.split()))
            kind = record["type"]
            assert isinstance(kind, dict)
            if kind["#text"] == "Birthdate":
                assert len(listing.birth_dates) > 0
            elif kind["#text"] in {"Nationality Country", "Citizenship Country"}:
                assert country_code(bare) in listing.countries
            else:
                assert bare.removeprefix("IMO ") in told, (listing.uid, value)


def test_classic(classic: Read) -> None:
    reading, listings = classic
    assert (reading.listings, reading.skipped) == (444, ())
    assert reading.counts == {"SSI": 288, "PLC": 78, "CMIC": 68, "NS-MBS": 8, "CAP": 1, "FSE": 1}
    assert str(reading.published) == "2024-02-23"
    aliases = sum(
        name.role in {NameRole.ALIAS, NameRole.WEAK_ALIAS} for one in listings for name in one.names
    )
    assert aliases >= 1123  # 1,126 in the file, of which some are the same text twice


def test_trimmed_classic_says_what_is_missing() -> None:
    with pytest.raises(ListRefused) as caught:
        read(real("lists/us-ofac/sdn.sample-2020-04.xml"), "sdn")
    assert (caught.value.facts["said"], caught.value.facts["read"]) == (8197, 8)


def test_trimmed_classic_with_its_true_count(tmp_path: Path) -> None:
    data = real("lists/us-ofac/sdn.sample-2020-04.xml").read_bytes()
    path = tmp_path / "sdn.xml"
    path.write_bytes(data.replace(b">8197<", b">8<"))
    assert read(path, "sdn")[0].counts == {"SDN": 8}


@pytest.mark.parametrize(
    ("key", "names", "counts"),
    [
        ("sdn", SDN_SET, {"SDN": 8976}),
        ("cons", CONS_SET, {"SSI": 286, "PLC": 78, "CMIC": 68, "NS-MBS": 9, "CAP": 1}),
    ],
)
def test_csv(
    request: pytest.FixtureRequest, key: str, names: dict[str, str], counts: dict[str, int]
) -> None:
    reading, listings = request.getfixturevalue(key)
    assert reading.counts == counts
    assert not reading.skipped
    assert not reading.uneven
    assert reading.complete
    by_number = parties(listings)
    strong = {(n, name.text) for n, one in by_number.items() for name in one.names}
    rows = 0
    stored = next(stored for name, stored in names.items() if "ALT" in name)
    for cells in csv.reader(io.StringIO(real(f"lists/us-ofac/{stored}").read_text("ascii"))):
        if len(cells) == 5:
            rows += 1
            assert (cells[0], " ".join(cells[3].split())) in strong
    assert rows == {"sdn": 11910, "cons": 1073}[key]


@by_name
def test_orphans_of_another_edition_are_counted(tmp_path: Path) -> None:
    # The addresses and names of 2025 beside the parties of 2021.
    names = {
        **SDN_SET,
        "ADD.CSV": "add.2025-12.csv.gz",
        "ALT.CSV": "alt.2025-12.csv.gz",
        "SDN_COMMENTS.CSV": "sdn_comments.2025-12.csv",
    }
    reading, listings = read(real_set(tmp_path, names), "sdn")
    skipped = {one.reason: one.count for one in reading.skipped}
    told = sum(
        len(rows)
        for listing in listings
        for name in ("ADD", "ALT", "COMMENTS")
        if isinstance(rows := listing.record.get(name), list)
    )
    assert skipped["row-without-party"] + told == 24244 + 20107 + 28
    assert reading.listings == 8976


def test_no_remark_of_a_real_file_is_lost(sdn: Read) -> None:
    """Each piece of Remarks is a name, a date, a country, a number or a remark."""
    _, listings = sdn
    for listing in listings:
        whole = str(listing.record.get("Remarks", ""))
        comments = listing.record.get("COMMENTS", [])
        assert isinstance(comments, list)
        whole += "".join(row[1] for row in comments)
        told = f"{listing.remarks} {listing.title} " + " ".join(
            [
                *(name.text for name in listing.names),
                *(f"{one.type} {one.number}" for one in listing.identifiers),
            ]
        )
        for piece in filter(None, re.split(r"; +", " ".join(whole.split()).removesuffix("."))):
            bare = piece.removeprefix("alt. ")
            kind, _, value = bare.partition(" ")
            if kind == "DOB":
                assert listing.birth_dates
            elif kind in {"nationality", "citizen"}:
                assert country_code(value) in listing.countries or value in told
            else:
                last = re.sub(r" (issued|expires) .*", "", bare).split(" (")[0].split()[-1]
                assert last.strip("'.") in told, (listing.uid, piece)


def test_the_forms_agree_on_the_real_list(enhanced: Read, classic: Read, cons: Read) -> None:
    """A year lies between the files: nearly all else is the same."""
    full = {one.uid: one for one in enhanced[1]}
    for other in (classic[1], cons[1]):
        pairs = [(full[one.uid], one) for one in other if one.uid in full]
        assert len(pairs) == 442
        same = {
            "name": sum(a.name == b.name for a, b in pairs),
            "birth": sum(a.birth_dates == b.birth_dates for a, b in pairs),
            "countries": sum(set(a.countries) == set(b.countries) for a, b in pairs),
            "identifiers": sum(set(a.identifiers) == set(b.identifiers) for a, b in pairs),
            "addresses": sum({x.text for x in b.addresses} <= {x.text for x in a.addresses}
                             for a, b in pairs),
        }  # fmt: skip
        assert min(same.values()) > 0.96 * len(pairs), same


def test_programs_tell_the_list_as_the_full_file_does(enhanced: Read, cons: Read) -> None:
    full = {one.uid for one in enhanced[1]}
    told = {one.uid for one in cons[1]}
    assert told <= full
    # A party on two lists of which one shares its program with blocked parties, and the one
    # evader that was taken off the list in between.
    assert full - told == {
        "us-ofac-cons:NS-MBS:17014",
        "us-ofac-cons:NS-MBS:17250",
        "us-ofac-cons:NS-MBS:17254",
        "us-ofac-cons:FSE:26182",
    }


_SOURCES = {
    "Specially Designated Nationals": "SDN", "Sectoral Sanctions": "SSI", "Palestinian": "PLC",
    "Non-SDN Chinese": "CMIC", "Non-SDN Menu": "NS-MBS", "Capta": "CAP", "Foreign": "FSE",
}  # fmt: skip


def screening_list(path: str) -> dict[tuple[str, str], str]:
    """Return names by list and number of Treasury's rows of the Consolidated Screening List."""
    found = {}
    for row in csv.DictReader(io.StringIO(text(path), newline="")):
        for start, code in _SOURCES.items():
            if row["source"].startswith(start):
                found[code, row["entity_number"]] = " ".join(row["name"].split())
    return found


def words(name: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", name.casefold()))


def test_numbers_are_those_of_the_screening_list(enhanced: Read, sdn: Read, cons: Read) -> None:
    theirs = screening_list(CSL)
    for listings, least in (
        (enhanced[1], 0.98),
        (cons[1], 0.98),
        (sdn[1], 0.60),  # many were taken off since 2021
    ):
        ours = {(one.list, number(one)): one for one in listings}
        both = ours.keys() & theirs.keys()
        assert len(both) > least * len(ours)
        alike = sum(
            any(words(name.text) == words(theirs[key]) for name in ours[key].names) for key in both
        )
        assert alike > 0.96 * len(both)


def test_primary_names_are_spelled_as_in_the_real_screening_list(
    enhanced: Read, classic: Read, sdn: Read
) -> None:
    """Up to four years lie between the files: all but a few parties have the name they had."""
    theirs = screening_list(REAL_CSL)
    for listings, share, renamed in (
        (sdn[1], 0.95, 30),
        (classic[1], 0.99, 10),
        (enhanced[1], 0.99, 12),
    ):
        ours = {(one.list, number(one)): one.name for one in listings}
        both = ours.keys() & theirs.keys()
        assert len(both) > share * len(ours)
        assert sum(ours[key] != theirs[key] for key in both) < renamed


def test_names_of_persons_are_written_last_name_first(enhanced: Read, classic: Read) -> None:
    for _, listings in (enhanced, classic):
        people = [one for one in listings if one.kind.value == "person"]
        assert len(people) > 75
        for one in people:
            last, _, first = one.name.partition(", ")
            assert first
            assert last == last.upper()


def test_real_countries_are_known() -> None:
    """Every word for a country in OFAC's files is a code, or none on purpose."""
    spellings = set()
    for stored in ("add.2021-07.csv", "add.2025-12.csv.gz", "cons_add.2025-12.csv"):
        data = real(f"lists/us-ofac/{stored}").read_bytes()
        plain = gzip.decompress(data) if stored.endswith(".gz") else data
        rows = csv.reader(io.StringIO(plain.decode("ascii")))
        spellings |= {cells[4].strip() for cells in rows if len(cells) == 6}
    spellings |= set(re.findall(r"<value>([^<]+)</value>\s*<isoCode>[A-Z]{2}<", text(ENHANCED)))
    unknown = {one for one in spellings if not country_code(one) and "Region" not in one}
    assert unknown == {"-0-", "undetermined", "Netherlands Antilles"}


def test_a_lone_real_file_is_refused() -> None:
    with pytest.raises(ListRefused) as caught:
        read(real("lists/us-ofac/sdn.2021-07.csv.gz"), "sdn")
    assert caught.value.facts["missing"] == "ADD.CSV, ALT.CSV, SDN_COMMENTS.CSV"


@by_name
def test_the_real_lists_are_not_taken_for_each_other(sdn_set: Path, cons_set: Path) -> None:
    for path, key in (
        (real(ENHANCED), "sdn"),
        (real(CLASSIC), "sdn"),
        (cons_set, "sdn"),
    ):
        with pytest.raises(ListRefused) as caught:
            read(path, key)
        assert caught.value.code == "list-other-list"
    with pytest.raises(ListRefused) as caught:
        read(sdn_set, "cons")
    assert caught.value.code == "list-other-list"
