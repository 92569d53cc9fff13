"""ECCNs: how they are written, and whether the Commerce Control List has them."""

import gzip
import json
from datetime import date
from pathlib import Path

import pytest

from exportdesk.core.errors import BadInput
from exportdesk.core.words import say
from exportdesk.rulebook import NO_INDEX, EccnIndex, load_rulebook, read_eccn, read_eccn_index
from exportdesk.rulebook.eccn import is_9x515, is_600_series
from tests.real import real


@pytest.mark.parametrize(
    ("text", "eccn"),
    [
        ("3A001", "3A001"),
        ("3a001", "3A001"),
        (" 3A001.a.2 ", "3A001.a.2"),
        ("3A001.A.2.B", "3A001.a.2.b"),
        ("5a992.C", "5A992.c"),
        ("3A001.a.10.ii", "3A001.a.10.ii"),
        ("EAR99", "EAR99"),
        ("ear 99", "EAR99"),
        ("EAR-99", "EAR99"),
        ("３Ａ００１", "3A001"),
    ],
)
def test_eccns_are_read(text: str, eccn: str) -> None:
    assert read_eccn(text) == eccn


@pytest.mark.parametrize(
    "text",
    [
        *("", "3A01", "3A0011", "3F001", "A3001", "3A001a", "3A001.", "3A001..a", "3A001.a-2"),
        *("NLR", "n/a", "EAR", "EAR98", "3А001", "3A001 a", "3A001.a\n.b", "XI(c)"),
    ],
)
def test_other_texts_are_not(text: str) -> None:
    assert read_eccn(text) == ""


@pytest.mark.parametrize(
    ("eccn", "series", "space"),
    [
        ("9A610", True, False),
        ("0A606.x", True, False),
        ("3A611.a", True, False),
        ("9A515.d", False, True),
        ("9E515", False, True),
        ("3A515", False, False),
        ("3A001", False, False),
        ("3A160", False, False),
        ("EAR99", False, False),
    ],
)
def test_series_with_rules_of_their_own(eccn: str, series: bool, space: bool) -> None:
    assert (is_600_series(eccn), is_9x515(eccn)) == (series, space)


def test_without_an_index_nothing_is_said_of_existence() -> None:
    assert NO_INDEX.exists("3A001") is None
    assert NO_INDEX.entry("3A001") is None


def written(folder: Path, value: object, packed: bool = False) -> Path:
    file = folder / "eccns.json"
    text = json.dumps(value).encode()
    file.write_bytes(gzip.compress(text) if packed else text)
    return file


MADE_UP = {
    "ecfrIssueDate": "2026-07-23",
    "entries": [{"eccn": "3A001", "heading": "Electronic items", "more": 1}, {"eccn": "9A610"}],
}


@pytest.mark.parametrize("packed", [False, True])
def test_an_index_is_read_from_a_file(tmp_path: Path, packed: bool) -> None:
    index = read_eccn_index(written(tmp_path, MADE_UP, packed))
    assert index.as_of == date(2026, 7, 23)
    assert index.exists("3A001")
    assert index.exists("3a001.A.2")
    assert index.exists("ear 99")
    assert index.exists("3A002") is False
    assert index.exists("nothing") is False
    entry = index.entry("3A001.b")
    assert entry is not None
    assert entry.heading == "Electronic items"
    assert index.entry("EAR99") is None


@pytest.mark.parametrize(
    ("value", "where", "why"),
    [
        ([], "the file", "is not a JSON object"),
        ({"ecfrIssueDate": "2026-07-23"}, "entries", "there is no"),
        ({"ecfrIssueDate": "2026-07-23", "entries": []}, "entries", "there is no"),
        ({"ecfrIssueDate": "2026-07-23", "entries": ["3A001"]}, "entries 1", "is not a table"),
        ({**MADE_UP, "ecfrIssueDate": "July"}, "ecfrIssueDate", "is not a date"),
        ({**MADE_UP, "entries": [{"eccn": 3}]}, "entries 1, eccn", "missing or empty"),
        ({**MADE_UP, "entries": [{"eccn": "3A001.a"}]}, "entries 1, eccn", "3A001.a is not"),
        ({**MADE_UP, "entries": [{"eccn": "EAR99"}]}, "entries 1, eccn", "EAR99 is not"),
        ({**MADE_UP, "entries": [{"eccn": "3A001"}] * 2}, "entries 2, eccn", "twice"),
        ({**MADE_UP, "entries": [{"eccn": "3A001", "heading": 1}]}, "heading", "is not text"),
    ],
)
def test_a_bad_index_is_refused(tmp_path: Path, value: object, where: str, why: str) -> None:
    with pytest.raises(BadInput) as caught:
        read_eccn_index(written(tmp_path, value))
    assert where in str(caught.value.facts["where"])
    assert why in say(caught.value)


def test_files_that_are_no_index_at_all(tmp_path: Path) -> None:
    missing = tmp_path / "none.json"
    broken, cut, torn = tmp_path / "a.json", tmp_path / "b.json.gz", tmp_path / "c.json.gz"
    broken.write_text("{")
    whole = gzip.compress(json.dumps(MADE_UP).encode())
    cut.write_bytes(whole[:20])
    torn.write_bytes(whole[:12] + b"\xff" * 40)
    for file in (missing, broken, cut, torn):
        with pytest.raises(BadInput) as caught:
            read_eccn_index(file)
        assert caught.value.facts["file"] == file.name
        assert str(tmp_path) not in say(caught.value)


@pytest.fixture(scope="module")
def ccl() -> EccnIndex:
    return read_eccn_index(real("lists/us-ear/ccl.ecfr-2026-07-23.json.gz"))


@pytest.mark.real_lists
def test_the_real_list_is_read(ccl: EccnIndex) -> None:
    assert ccl.as_of == date(2026, 7, 23)
    assert ccl.entries is not None
    assert len(ccl.entries) == 633
    assert ccl.exists("3A001.a.2")
    assert ccl.exists("3A099") is False


@pytest.mark.real_lists
def test_every_eccn_the_rulebook_hints_at_exists(ccl: EccnIndex) -> None:
    items = load_rulebook().high_priority.all()
    assert [e for item in items for e in item.possible_eccns if not ccl.exists(e)] == []
