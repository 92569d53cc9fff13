"""Tags: what each part of a page is, for readers that read it aloud.

A paper that is not tagged draws through the same functions, and nothing is written for them.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas

from exportdesk.documents.pdf_objects import Written, add, page_reference, utf16

# Pages are numbered from 0 in the tree of parents, fields from here: their count is not known yet.
_FIRST_FIELD = 100_000


@dataclass(slots=True)
class _Element:
    """One element of the structure, and what is inside: elements, marked content, fields."""

    role: str
    language: str = ""
    text: str = ""
    kids: list["_Element | _Content | _FieldPart"] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Content:
    page: int
    number: int


@dataclass(frozen=True, slots=True)
class _FieldPart:
    page: int
    reference: str


class Tags:
    """The structure of one document while it is drawn."""

    def __init__(self) -> None:
        self._root = _Element("Document")
        self._open = [self._root]
        self._pages: dict[int, list[_Element]] = {}
        self._fields: list[_Element] = []

    @contextmanager
    def element(self, role: str, language: str = "", text: str = "") -> Iterator[None]:
        """Hold everything that is drawn inside as one element."""
        element = _Element(role, language, text)
        self._open[-1].kids.append(element)
        self._open.append(element)
        try:
            yield
        finally:
            self._open.pop()

    @contextmanager
    def content(self, canvas: Canvas) -> Iterator[None]:
        """Mark what is drawn inside as content of the open element."""
        page = canvas.getPageNumber()
        element = self._open[-1]
        marked = self._pages.setdefault(page, [])
        element.kids.append(_Content(page, len(marked)))
        canvas.addLiteral(f"/{element.role} <</MCID {len(marked)}>> BDC")
        marked.append(element)
        yield
        canvas.addLiteral("EMC")

    def add_field(self, page: int, reference: str) -> int:
        """Put a field into the open element; return its number in the tree of parents."""
        element = self._open[-1]
        element.kids.append(_FieldPart(page, reference))
        self._fields.append(element)
        return _FIRST_FIELD + len(self._fields) - 1

    def finish(self, doc: Any) -> None:
        """Write the structure; every page is finished by now."""
        root = Written()
        root_reference = add(doc, root, "structure")
        writer = _Writer(doc)
        top = writer.element(self._root, root_reference)
        parents = []
        for page, elements in sorted(self._pages.items()):
            inside = " ".join(writer.of(each) for each in elements)
            parents.append(f"{page - 1} [{inside}]")
        for number, element in enumerate(self._fields, start=_FIRST_FIELD):
            parents.append(f"{number} {writer.of(element)}")
        after = _FIRST_FIELD + len(self._fields)
        root.text = (
            f"<</Type /StructTreeRoot /K {top} /ParentTree <</Nums [{' '.join(parents)}]>> "
            f"/ParentTreeNextKey {after}>>"
        )
        doc.Catalog.StructTreeRoot = pdfdoc.PDFObjectReference("structure")
        doc.Catalog.MarkInfo = Written("<</Marked true>>")


class _Writer:
    def __init__(self, doc: Any) -> None:
        self._doc = doc
        self._references: dict[int, str] = {}
        self._pages: dict[int, str] = {}

    def of(self, element: _Element) -> str:
        return self._references[id(element)]

    def element(self, element: _Element, parent: str) -> str:
        made = Written()
        reference = add(self._doc, made, f"tag{len(self._references)}")
        self._references[id(element)] = reference
        more = f" /Lang ({element.language})" if element.language else ""
        if element.text:
            more += f" /Alt {utf16(element.text)}"
        if element.role == "TH":
            more += " /A <</O /Table /Scope /Column>>"
        made.text = f"<</S /{element.role} /P {parent}{more}{self._inside(element, reference)}>>"
        return reference

    def _inside(self, element: _Element, reference: str) -> str:
        """Return what is in an element; on one page, the page is named once: a third smaller."""
        contents = [kid for kid in element.kids if isinstance(kid, _Content)]
        pages = {kid.page for kid in contents}
        if len(contents) < len(element.kids) or len(pages) != 1:
            kids = " ".join(self._kid(kid, reference) for kid in element.kids)
            return f" /K [{kids}]"
        numbers = " ".join(str(kid.number) for kid in contents)
        kids = numbers if len(contents) == 1 else f"[{numbers}]"
        return f" /Pg {self._page(contents[0].page)} /K {kids}"

    def _kid(self, kid: "_Element | _Content | _FieldPart", parent: str) -> str:
        if isinstance(kid, _Element):
            return self.element(kid, parent)
        page = self._page(kid.page)
        if isinstance(kid, _Content):
            return f"<</Type /MCR /Pg {page} /MCID {kid.number}>>"
        return f"<</Type /OBJR /Pg {page} /Obj {kid.reference}>>"

    def _page(self, number: int) -> str:
        page = self._pages.get(number)
        if page is None:
            page = self._pages[number] = page_reference(self._doc, number)
        return page


def tags_of(canvas: Canvas) -> Tags | None:
    """Return the tags of the document that `canvas` draws, None where it has none."""
    tags: Tags | None = getattr(canvas, "tags", None)
    return tags


@contextmanager
def group(canvas: Canvas, role: str, language: str = "", text: str = "") -> Iterator[None]:
    """Hold several things as one element: the rows of a table."""
    tags = tags_of(canvas)
    if tags is None:
        yield
        return
    with tags.element(role, language, text):
        yield


@contextmanager
def tagged(canvas: Canvas, role: str, language: str = "", text: str = "") -> Iterator[None]:
    """Draw something as an element: a paragraph, a heading, a cell."""
    tags = tags_of(canvas)
    if tags is None:
        yield
        return
    with tags.element(role, language, text), tags.content(canvas):
        yield


@contextmanager
def artifact(canvas: Canvas) -> Iterator[None]:
    """Draw something that is not to be read aloud: lines, boxes, running heads."""
    if tags_of(canvas) is None:
        yield
        return
    canvas.addLiteral("/Artifact BMC")
    yield
    canvas.addLiteral("EMC")
