"""The catalogue of sources and lists."""

from pathlib import Path

import pytest

from exportdesk.core.errors import BadInput
from exportdesk.core.words import say
from exportdesk.lists import load_catalogue
from exportdesk.lists.catalogue import derived_code

CODES = "SDN EL DPL DTC SSI UVL ISN PLC MEU CMIC NS-MBS CAP FSE"


def test_the_lists_of_the_consolidated_list() -> None:
    source = load_catalogue().source("us-csl")
    assert [known.code for known in source.lists] == CODES.split()
    assert {known.code for known in source.lists if known.optional} == {"CAP", "FSE"}
    assert source.formats == ("csl-json", "csl-csv")
    for known in source.lists:
        assert source.code_of(known.name) == known.code
        assert source.code_of(f" {known.name.upper()}\n") == known.code
        assert source.list_of(known.code) is known
    assert source.list_of("NIL") is None


def test_an_unknown_source() -> None:
    with pytest.raises(BadInput) as caught:
        load_catalogue().source("mars")
    assert "mars" in say(caught.value)


@pytest.mark.parametrize(
    ("published", "code"),
    [
        ("Newly Invented List (NIL) - Department of Inventions", "NIL"),
        ("Newly Invented (NI-X List) - Department", "NI-X"),
        ("Entity List (EL) - Bureau of Industry & Security", "EL"),
        ("List of things - Department", "LIST-OF-THINGS"),
        ("Ünïcode (not code) - X", "N-CODE-NOT-CODE"),
        ("  ", "UNNAMED"),
        ("x" * 90, "X" * 32),
    ],
)
def test_codes_for_lists_not_in_the_catalogue(published: str, code: str) -> None:
    assert derived_code(published) == code


@pytest.mark.parametrize(
    "text",
    [
        "as_of = ",
        "as_of = 2026-01-01",
        'as_of = 2026-01-01\n[[source]]\nkey = ""',
        'as_of = "soon"\nsource = []',
        "as_of = 2026-01-01\n"
        + '[[source]]\nkey = "a"\nname = "A"\nagency = "B"\nurl = ""\nformats = []\n' * 2,
    ],
)
def test_a_bad_catalogue_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "catalogue.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(BadInput) as caught:
        load_catalogue(path)
    assert str(path) in say(caught.value)


def test_a_missing_catalogue(tmp_path: Path) -> None:
    with pytest.raises(BadInput):
        load_catalogue(tmp_path / "no.toml")
