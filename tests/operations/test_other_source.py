"""A file of another list, taken in as it is said to be: which list it looks like."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from exportdesk.core.errors import ListRefused
from exportdesk.core.ids import SourceKey
from exportdesk.core.progress import Silent
from exportdesk.core.words import say
from exportdesk.operations.import_list import ImportRequest
from exportdesk.wiring import Desk
from tests.lists.samples import DATA
from tests.publisher import UN_SC, open_desk


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with closing(open_desk(tmp_path / "ws")) as opened:
        yield opened


@pytest.mark.parametrize(
    ("file", "keys", "one"),
    [
        ("ca-traps.xml", "ca-sema", "ca-sema"),
        ("eu-traps.csv", "eu-fsf", "eu-fsf"),
        ("ofac/SDN.XML", "us-ofac-sdn us-ofac-cons", None),
    ],
)
def test_the_sources_it_may_be_of_are_named(
    desk: Desk, file: str, keys: str, one: str | None
) -> None:
    request = ImportRequest(DATA / file, UN_SC)
    with pytest.raises(ListRefused) as caught:
        desk.lists.import_file(request, Silent())
    (several,) = desk.lists.import_files([request], Silent())
    assert isinstance(several, ListRefused)
    for error in (caught.value, several):
        assert error.code == "list-looks-like"
        assert (error.facts["like_keys"], error.facts.get("looks_like")) == (keys, one)
        assert all(desk.source_name(SourceKey(key)) in say(error) for key in keys.split())


def test_what_is_no_list_of_any_source_is_told_as_before(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "list.json"
    path.write_bytes(b"[]")
    with pytest.raises(ListRefused) as caught:
        desk.lists.import_file(ImportRequest(path, UN_SC), Silent())
    assert caught.value.code == "list-other-format"


def test_a_file_that_was_fetched_is_told_as_before(desk: Desk) -> None:
    request = ImportRequest(DATA / "ca-traps.xml", UN_SC, origin="https://publisher.example/un")
    with pytest.raises(ListRefused) as caught:
        desk.lists.import_file(request, Silent())
    assert caught.value.code == "list-other-source"
