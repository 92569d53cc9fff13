"""Walking through XML: what was asked for, whole and in order, and nothing piling up behind."""

from pathlib import Path

import pytest

from exportdesk.core.errors import ListRefused
from exportdesk.lists.files import ListFile
from exportdesk.lists.xml import as_record, elements, local


def file(data: bytes) -> ListFile:
    return ListFile(Path("list.xml"), data)


def test_an_element_comes_before_the_one_around_it() -> None:
    data = b'<r xmlns:n="urn:n"><n:a i="1"><b>x</b></n:a><c/><b i="2"/></r>'
    found = [(local(one), as_record(one)) for one in elements(file(data), ("a", "b"))]
    assert found == [("b", {"#text": "x"}), ("a", {"@i": "1", "b": "x"}), ("b", {"@i": "2"})]


def test_the_root_itself_may_be_asked_for() -> None:
    assert [local(one) for one in elements(file(b"<a><a/><b/></a>"), ("a",))] == ["a", "a"]


def test_a_child_that_repeats_is_a_list() -> None:
    data = b"<r><a><b>1</b><b>2</b><b>3</b><c/><!-- -->t</a></r>"
    assert [as_record(one) for one in elements(file(data), ("a",))] == [{"b": ["1", "2", "3"]}]


def test_what_was_not_asked_for_does_not_pile_up() -> None:
    rest = b"<deep><x/>" + b"<x>y</x>tail" * 50_000 + b"</deep>"
    data = b"<r>" + (rest + b"<a/>") * 3 + b"</r>"
    for one in elements(file(data), ("a",)):
        # A part of the file is read before anything of it is let go of.
        assert sum(1 for _ in one.getroottree().iter()) < 20_000


def test_an_entry_without_an_end_is_refused() -> None:
    data = b"<r><a>" + b"<x/>" * 3_000_000
    with pytest.raises(ListRefused) as caught:
        list(elements(file(data), ("a",)))
    assert caught.value.code == "list-damaged"


@pytest.mark.parametrize("data", [b"<r><a/>", b"<r><a>", b"<", b"<r"])
def test_what_is_cut(data: bytes) -> None:
    with pytest.raises(ListRefused) as caught:
        list(elements(file(data), ("a",)))
    assert caught.value.code == "list-truncated"


@pytest.mark.parametrize("data", [b"<r><a></r>", b"<r/><r/>", b"<r>&nothing;</r>"])
def test_what_is_damaged(data: bytes) -> None:
    with pytest.raises(ListRefused) as caught:
        list(elements(file(data), ("a",)))
    assert caught.value.code == "list-damaged"


@pytest.mark.parametrize("inside", ["x", "&f;", "<b/>"])
def test_entities_are_refused_and_not_lost(inside: str) -> None:
    data = f'<!DOCTYPE r [<!ENTITY f "y"><!ENTITY e "{inside}">]><r><a>1&e;2</a></r>'
    with pytest.raises(ListRefused) as caught:
        list(elements(file(data.encode()), ("a",)))
    assert caught.value.code == "list-damaged"


def test_a_document_type_without_entities_is_none_of_our_business() -> None:
    data = b'<!DOCTYPE r SYSTEM "r.dtd"><r><a>1&amp;2</a></r>'
    assert [as_record(one) for one in elements(file(data), ("a",))] == [{"#text": "1&2"}]
