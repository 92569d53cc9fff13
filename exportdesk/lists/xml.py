"""XML lists, element by element, without entities, without the network, without trust."""

from collections.abc import Collection, Iterator
from functools import lru_cache
from typing import Literal

from lxml import etree
from lxml.etree import _Element as Element

from exportdesk.core.i18n import mark as _m
from exportdesk.lists.files import ListFile
from exportdesk.lists.refusing import fatal
from exportdesk.lists.text import plain

# The longest real entry has 61 kB. What is larger would be held in memory whole.
_LARGEST_ELEMENT = 8 * 2**20
_PART = 2**16


def elements(file: ListFile, tags: Collection[str]) -> Iterator[Element]:
    """Yield every element with one of these local names once it is whole, then let go of it.

    Namespaces do not matter. An element inside another of the tags is yielded first and is still
    there when the outer one comes. The end of the iteration shows that the root was closed.
    Raises ListRefused: cut off, damaged, larger than any entry, or with a document type that could
    hold entities.
    """
    try:
        yield from _walk(file, tags)
    except etree.XMLSyntaxError as error:
        detail = str(error.msg or error)
        if _is_cut(detail, file):
            raise fatal("list-truncated", file=file.name) from error
        raise fatal("list-damaged", file=file.name, detail=detail) from error


def _walk(file: ListFile, tags: Collection[str]) -> Iterator[Element]:
    # Only these come to Python; the root, so that what else is in the file can be let go of.
    parser = _parser(("start", "end"), tag=[_root_tag(file.data), *(f"{{*}}{tag}" for tag in tags)])
    root: Element | None = None
    open_since: list[int] = []  # the byte at which each of the open elements was seen to begin
    for start in range(0, len(file.data), _PART):
        parser.feed(file.data[start : start + _PART])
        for event, element in parser.read_events():
            if root is None:
                root = element
                _refuse_entities(root, file)
            if local(element) not in tags:
                continue  # the root
            if event == "start":
                open_since.append(start)
                continue
            yield element
            open_since.pop()
            if not open_since:
                forget(element)
        if open_since and start - open_since[0] > _LARGEST_ELEMENT:
            raise fatal("list-damaged", file=file.name, detail=_m("an entry without an end"))
        if root is not None and not open_since:
            _forget_closed(root)
    parser.close()


def _parser(
    events: tuple[Literal["start", "end"], ...], tag: Collection[str] | None = None
) -> etree.XMLPullParser:
    return etree.XMLPullParser(
        events=events, tag=tag, resolve_entities=False, no_network=True, load_dtd=False,
        huge_tree=False, remove_comments=True, remove_pis=True,
    )  # fmt: skip


def _root_tag(data: bytes) -> str:
    parser = _parser(("start",))
    for start in range(0, len(data), _PART):
        parser.feed(data[start : start + _PART])
        for _, element in parser.read_events():
            return str(element.tag)
    return "*"  # there is no element at all, as the walk will find


def _refuse_entities(root: Element, file: ListFile) -> None:
    # No publisher declares any. They are not expanded, so that what is in them would be lost.
    declared = root.getroottree().docinfo.internalDTD
    if declared is not None and any(True for _ in declared.iterentities()):
        raise fatal("list-damaged", file=file.name, detail=_m("entities are declared"))


def _forget_closed(element: Element) -> None:
    """Free what is closed and was not asked for: all but the last one at every depth."""
    inner: Element | None = element
    while inner is not None and len(inner):
        del inner[:-1]
        inner = inner[-1]


def _is_cut(detail: str, file: ListFile) -> bool:
    # The last character of every XML is the `>` of its root; between elements, the root is open.
    return not file.data.rstrip(b"\0 \t\r\n").endswith(b">") or detail.startswith("Premature end")


def forget(element: Element) -> None:
    """Free an element that was read, and those before it."""
    element.clear(keep_tail=False)
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


def local(element: Element) -> str:
    """Return the name of an element without its namespace."""
    tag = element.tag
    return _without_namespace(tag) if isinstance(tag, str) else ""


@lru_cache(maxsize=1024)
def _without_namespace(name: str) -> str:
    return name.rpartition("}")[2]


def child(element: Element, name: str) -> Element | None:
    """Return the first child with this local name."""
    return next((one for one in element if local(one) == name), None)


def children(element: Element, *path: str) -> list[Element]:
    """Return the elements at the end of a path of local names: every one at each step."""
    found = [element]
    for name in path:
        found = [one for parent in found for one in parent if local(one) == name]
    return found


def text(element: Element, *path: str) -> str:
    """Return the text of the first element at the end of a path, on one line; "" for none."""
    for one in children(element, *path):
        return plain("".join(map(str, one.itertext())))
    return ""


def texts(element: Element, *path: str) -> list[str]:
    """Return the texts, each on one line, of every element at the end of a path; no empty ones."""
    found = (plain("".join(map(str, one.itertext()))) for one in children(element, *path))
    return [one for one in found if one]


def as_record(element: Element) -> dict[str, object]:
    """Return an element as a publisher's record: attributes `@name`, children by name, text.

    A child that repeats is a list. What holds only text is that text, as published.
    """
    return _record(element, element.items())


def _record(element: Element, attributes: list[tuple[str, str]]) -> dict[str, object]:
    # This runs for every element of a list: asking lxml for anything twice would be felt.
    record: dict[str, object] = {
        "@" + _without_namespace(name): value for name, value in attributes if value
    }
    for one in element:
        tag = one.tag
        if not isinstance(tag, str):
            continue
        inner = one.items()
        value: object = _record(one, inner) if inner or len(one) else one.text
        if not value:
            continue
        name = _without_namespace(tag)
        if name in record:
            before = record[name]
            record[name] = [*before, value] if isinstance(before, list) else [before, value]
        else:
            record[name] = value
    bare = (element.text or "").strip()
    if bare:
        record["#text"] = bare
    return record
