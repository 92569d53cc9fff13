"""The user's own changes to the catalogue: merged by key, told where they cannot be used."""

from pathlib import Path

import pytest

from exportdesk.core.errors import BadInput
from exportdesk.core.words import say
from exportdesk.lists import Catalogue, load_catalogue, workspace_catalogue


def edited(tmp_path: Path, text: str) -> Catalogue:
    (tmp_path / "catalogue.toml").write_text(text, "utf-8")
    found = workspace_catalogue(tmp_path)
    assert found.fault is None
    return found.catalogue


def test_without_a_file_it_is_the_shipped_one(tmp_path: Path) -> None:
    found = workspace_catalogue(tmp_path)
    assert (found.catalogue, found.fault) == (load_catalogue(), None)
    assert edited(tmp_path, "# nothing yet\n") == load_catalogue()


def test_only_the_fields_given_are_changed(tmp_path: Path) -> None:
    catalogue = edited(
        tmp_path,
        '[[source]]\nkey = "us-csl"\nurl = "https://lists.example/moved.json"\n'
        '[[source.list]]\ncode = "EL"\nexpected = 9\n'
        '[[source.list]]\ncode = "NIL"\nname = "Newly Invented List"\ntitle = "New"\n',
    )
    shipped, now = load_catalogue().source("us-csl"), catalogue.source("us-csl")
    assert now.url == "https://lists.example/moved.json"
    assert (now.name, now.formats, now.on) == (shipped.name, shipped.formats, True)
    old, new = shipped.list_of("EL"), now.list_of("EL")
    assert old is not None
    assert new is not None
    assert (new.expected, new.name, new.title) == (9, old.name, old.title)
    assert len(now.lists) == len(shipped.lists) + 1
    assert now.code_of("newly invented list") == "NIL"
    assert catalogue.source("eu-fsf") == load_catalogue().source("eu-fsf")
    assert catalogue.as_of == load_catalogue().as_of


def test_a_new_source(tmp_path: Path) -> None:
    catalogue = edited(
        tmp_path,
        "as_of = 2026-11-22\n"
        '[[source]]\nkey = "us-mirror"\nname = "A mirror"\nagency = "Us"\nurl = ""\n'
        'formats = ["csl-json"]\nlist = [{ code = "EL", name = "Entity List", title = "EL" }]\n',
    )
    assert catalogue.source("us-mirror").name == "A mirror"
    assert len(catalogue.sources) == len(load_catalogue().sources) + 1
    assert catalogue.as_of.isoformat() == "2026-11-22"


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("[[source]\n", "line 1"),
        ("as_of = 3", "as_of"),
        ('source = "x"', "[[source]]"),
        ('sources = "x"', "sources"),
        ('[[source]]\nname = "x"', "source 1, key"),
        ('[[source]]\nkey = "us-csl"\nulr = "x"', "source 1 (us-csl), ulr"),
        ('[[source]]\nkey = "us-csl"\ndays = "x"', "source 1 (us-csl), days"),
        ('[[source]]\nkey = "us-csl"\ndays = -1', "source 1 (us-csl), days"),
        ('[[source]]\nkey = "us-csl"\nname = ""', "source 1 (us-csl), name"),
        ('[[source]]\nkey = "new"\nname = "x"', "source 1 (new)"),
        ('[[source]]\nkey = "us-csl"\nlist = [3]', "source 1 (us-csl), list"),
        ('[[source]]\nkey = "us-csl"\nlist = [{ expected = 3 }]', "list 1, code"),
        ('[[source]]\nkey = "us-csl"\nlist = [{ code = "EL", expect = 3 }]', "(EL), expect"),
        ('[[source]]\nkey = "us-csl"\nlist = [{ code = "EL", expected = -3 }]', "(EL), expected"),
        ('[[source]]\nkey = "us-csl"\nlist = [{ code = "EL", expected = "3" }]', "(EL), expected"),
        ('[[source]]\nkey = "us-csl"\nlist = [{ code = "NEW" }]', "list 1 (NEW)"),
        ('[[source]]\nkey = "us-csl"\nlist = [{ code = "EL" }, { code = "EL" }]', "EL stands"),
        ('[[source]]\nkey = "us-csl"\n' * 2, "us-csl stands here twice"),
        ('[[source]]\nkey = "own:x"', "own list"),
        ("x = " + "[" * 5000 + "]" * 5000, ""),
    ],
)
def test_what_cannot_be_used_is_told_and_stops_nothing(
    tmp_path: Path, text: str, where: str
) -> None:
    path = tmp_path / "catalogue.toml"
    path.write_text(text, "utf-8")
    found = workspace_catalogue(tmp_path)
    assert found.catalogue == load_catalogue()
    assert found.fault is not None
    assert str(path) in say(found.fault)
    assert where in say(found.fault)


def test_a_file_that_is_no_text(tmp_path: Path) -> None:
    (tmp_path / "catalogue.toml").write_bytes(b"\xff\xfe\x00")
    assert workspace_catalogue(tmp_path).fault is not None
    (tmp_path / "catalogue.toml").unlink()
    (tmp_path / "catalogue.toml").mkdir()
    assert workspace_catalogue(tmp_path).fault is not None


def test_own_lists_need_no_entry() -> None:
    catalogue = load_catalogue()
    own = catalogue.source("own:Letter of 3 May")
    assert (own.name, own.formats, own.is_own) == (
        "Letter of 3 May",
        ("own-csv", "own-sheet"),
        True,
    )
    assert {known.code for known in own.lists} >= {"OWN", "OWN-INFORMED"}
    assert all(known.optional for known in own.lists)
    assert not own.is_foreign
    assert catalogue.source("eu-fsf").is_foreign
    assert catalogue.name_of("own:Letter of 3 May") == "Letter of 3 May"
    assert catalogue.name_of("gone") == "gone"
    assert catalogue.title_of("OWN-INFORMED") == "BIS is-informed letter"
    assert catalogue.title_of("EL") == "Entity List"
    assert catalogue.title_of("NIL") == "NIL"


@pytest.mark.parametrize("name", ["", " ", "a ", "a  b", "a:b", "a\nb", "x" * 61])
def test_own_lists_have_a_sayable_name(name: str) -> None:
    with pytest.raises(BadInput) as caught:
        load_catalogue().source(f"own:{name}")
    assert "own list" in say(caught.value)
