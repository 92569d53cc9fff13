"""XML lists, element by element, without entities, without the network, without trust."""

from collections.abc import Collection, Iterator
from io import BytesIO

from lxml import etree
from lxml.etree import _Element as Element

from exportdesk.lists.files import ListFile
from exportdesk.lists.refusing import fatal
from exportdesk.lists.text import plain


def elements(file: ListFile, tags: Collection[str]) -> Iterator[Element]:
    """Yield every element with one of these local names once it is whole, then let go of it.

    Namespaces do not matter. An element inside another of the tags is yielded first and is still
    there when the outer one comes. The end of the iteration shows that the root was closed.
    Raises ListRefused: cut off, damaged, or with a document type that could hold entities.
    """
    inside = 0
    try:
        walk = etree.iterparse(
            BytesIO(file.data), events=("start", "end"), tag=[f"{{*}}{tag}" for tag in tags],
            resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
            remove_comments=True, remove_pis=True,
        )  # fmt: skip
        for event, element in walk:
            if event == "start":
                inside += 1
                continue
            yield element
            inside -= 1
            if not inside:
                forget(element)
    except etree.XMLSyntaxError as error:
        detail = str(error.msg or error)
        if _is_cut(detail, file):
            raise fatal("list-truncated", file=file.name) from error
        raise fatal("list-damaged", file=file.name, detail=detail) from error


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
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


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
    record: dict[str, object] = {
        "@" + name.rpartition("}")[2]: value for name, value in element.attrib.items() if value
    }
    for one in element:
        name = local(one)
        if not name:
            continue
        value: object = as_record(one) if len(one) or one.attrib else (one.text or "")
        if value in ("", {}):
            continue
        if name in record:
            before = record[name]
            record[name] = [*before, value] if isinstance(before, list) else [before, value]
        else:
            record[name] = value
    bare = (element.text or "").strip()
    if bare:
        record["#text"] = bare
    return record
