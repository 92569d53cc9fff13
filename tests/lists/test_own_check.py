"""A look over the whole of a table before it is taken in, and telling what a file is."""

from pathlib import Path

import pytest

from exportdesk.core import resources
from exportdesk.core.editions import Severity
from exportdesk.core.errors import ListRefused
from exportdesk.core.progress import Cancelled, Silent
from exportdesk.core.words import known_codes, sentence
from exportdesk.lists import (
    OWN_TABLE,
    ColumnMapping,
    OwnCheck,
    OwnField,
    OwnTable,
    check_own,
    find_header,
    load_catalogue,
    recognized,
)
from tests.lists.samples import country_code
from tests.lists.test_own import ROWS, as_csv, as_ods, as_xlsx, written
from tests.real import real
from tests.sampling import by_name

SOURCE = load_catalogue().source("own:-")
DATA = Path(__file__).parents[1] / "data" / "lists"
TABLE = """Ref,Company,Type,Country
1,Alder Ltd,company,CN
1,Birch Ltd,spaceship,Atlantis; CN
2,ALDER ltd.,company,CN
3,,company,Freedonia
,,,
4,Fir Ltd,spaceship,Atlantis,one too many
"""


def check(path: Path, mapping: ColumnMapping | None = None) -> OwnCheck:
    rows = [line.split(",") for line in path.read_text("utf-8").splitlines()]
    mapping = mapping or find_header(rows)
    assert mapping is not None
    header = rows[mapping.skip - 1] if mapping.skip else []
    return check_own(path, SOURCE, OwnTable(mapping), header, country_code, Silent())


def test_everything_odd_is_counted_over_the_whole_file(tmp_path: Path) -> None:
    found = check(written(tmp_path, TABLE))
    assert (found.rows, found.parties, found.names) == (5, 4, 4)
    assert (found.nameless.rows, found.nameless.examples) == (1, ("4",))
    assert (found.countries.rows, found.countries.examples) == (2, ("Atlantis",))
    assert (found.kinds.rows, found.kinds.examples) == (2, ("spaceship",))
    assert (found.twice.rows, found.twice.examples) == (1, ("ALDER ltd.",))
    assert (found.same_ids.rows, found.same_ids.examples) == (1, ("1",))
    assert found.uneven == 1


def test_every_finding_is_a_sentence(tmp_path: Path) -> None:
    findings = check(written(tmp_path, TABLE)).findings()
    assert [one.code for one in findings] == [
        "own-rows-nameless",
        "own-countries-unknown",
        "own-kinds-unknown",
        "own-parties-twice",
        "own-ids-twice",
        "own-rows-uneven",
    ]
    for one in findings:
        assert one.code in known_codes()
        assert "?" not in sentence(one.code, one.facts)
    assert "1 (row 4)" in sentence(findings[0].code, findings[0].facts)


def test_a_table_with_nothing_odd_has_no_finding(tmp_path: Path) -> None:
    assert check(written(tmp_path, "name,country\nAlder,CN\nBirch,PA\n")).findings() == ()


def test_a_table_without_a_party_cannot_be_used(tmp_path: Path) -> None:
    mapping = ColumnMapping((OwnField.NAME, None))
    (nobody, nameless) = check(written(tmp_path, "a,b\n,x\n,y\n"), mapping).findings()
    assert (nobody.code, nobody.severity) == ("own-nobody", Severity.FATAL)
    assert nameless.facts["count"] == 2


def test_addresses_alone_are_said_to_be_just_that(tmp_path: Path) -> None:
    mapping = ColumnMapping((OwnField.ADDRESS, OwnField.COUNTRY))
    (only,) = check(written(tmp_path, "a,b\nLong Road 12,CN\n"), mapping).findings()
    assert (only.code, only.severity) == ("own-without-names", Severity.WARN)


def test_a_town_without_a_name_is_nobody(tmp_path: Path) -> None:
    table = "name,city,country\nAlder,Izmir,TR\n,Izmir,TR\n"
    (nameless,) = check(written(tmp_path, table)).findings()
    assert (nameless.code, nameless.facts["count"]) == ("own-rows-nameless", 1)


def test_a_cut_file_is_not_safe(tmp_path: Path) -> None:
    (cut,) = check(written(tmp_path, "name,country,reason\nAlder,CN,x\nBirch,CN")).findings()
    assert (cut.code, cut.severity) == ("list-perhaps-cut", Severity.REFUSE)


def test_damage_further_down_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path, "name,reason\n" + "Alder,x\n" * 500 + '"Birch,y\n')
    with pytest.raises(ListRefused):
        check(path)


def test_it_can_be_stopped(tmp_path: Path) -> None:
    class Stopping:
        def stage(self, name: str) -> None:
            assert name in known_codes()

        def step(self, done: int, total: int | None = None) -> None:
            if done >= 400:
                raise Cancelled

    path = written(tmp_path, "name,reason\n" + "Alder,x\n" * 500)
    table = OwnTable(ColumnMapping((OwnField.NAME, None)))
    with pytest.raises(Cancelled):
        check_own(path, SOURCE, table, ["name", "reason"], country_code, Stopping())


@pytest.mark.parametrize(
    "data",
    [
        as_csv(ROWS).encode(),
        as_csv(ROWS, "\t").encode("utf-16"),
        b"Firma;Ort\nM\xfcller;Wien\n",
        b"1;Alder Ltd;CN\n2;Birch Ltd;PA\n",
        as_xlsx(ROWS),
        as_ods(ROWS),
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),  # opened, it says what is wrong with it
    ],
)
def test_a_table_that_nobody_publishes_is_told(tmp_path: Path, data: bytes) -> None:
    assert recognized(written(tmp_path, data, "file.dat"), Silent()) == OWN_TABLE


def test_a_column_of_names_is_a_table_by_its_ending(tmp_path: Path) -> None:
    assert recognized(written(tmp_path, "Alder\nBirch\n", "a.csv"), Silent()) == OWN_TABLE
    assert recognized(written(tmp_path, "Alder\nBirch\n", "a.txt"), Silent()) == ""


@pytest.mark.parametrize(
    "data", [b"", b"\0\0", b"[1]", b"<html>", b"%PDF-1.7", b"\x1f\x8bx", b'"a,b\nc,d\n']
)
def test_what_is_no_table_is_left_to_the_import(tmp_path: Path, data: bytes) -> None:
    assert recognized(written(tmp_path, data, "list.csv"), Silent()) == ""
    assert recognized(tmp_path / "gone.csv", Silent()) == ""


def test_published_tables_are_no_lists_of_ones_own() -> None:
    for name, form in (
        ("traps.csv", "csl-csv"),
        ("eu-traps.csv", "eu-csv"),
        ("uk-traps.csv", "uk-csv"),
        ("jp-traps.csv", "jp-table"),
        ("conlist-2022.csv", "uk-conlist"),
        ("un-traps.xml", "un-xml"),
    ):
        assert recognized(DATA / name, Silent()) == form
    assert recognized(resources.path("demo", "consolidated.csv"), Silent()) == "csl-csv"


@by_name
def test_no_real_list_is_taken_for_ones_own() -> None:
    # Beside the lists lie tables of goods; and OFAC's comments are no list without its other files.
    told = {
        path.name: recognized(path, Silent())
        for path in sorted(real("lists").glob("*/*"))
        if path.parent.name not in ("hs", "us-ear") and "_comments" not in path.name
    }
    assert len(told) > 25
    assert [name for name, form in told.items() if form == OWN_TABLE] == []
