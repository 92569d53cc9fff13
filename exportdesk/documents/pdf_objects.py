"""Objects of a PDF file written as text: faster by half than reportlab's dictionaries."""

from typing import Any

from reportlab.pdfbase import pdfdoc


class Written(pdfdoc.PDFObject):  # type: ignore[misc]  # reportlab is untyped
    """An object whose text is known, at the latest when the document is saved."""

    def __init__(self, text: str = "") -> None:
        self.text = text

    def format(self, document: Any) -> bytes:
        """Return the object as written to the file."""
        return self.text.encode("latin-1")


def add(doc: Any, item: Any, name: str) -> str:
    """Put an object into a document; return what others refer to it by."""
    return reference_to(doc, doc.Reference(item, name).name)


def reference_to(doc: Any, name: str) -> str:
    """Return what an object that is in the document is referred to by."""
    number, generation = doc.idToObjectNumberAndVersion[name]
    return f"{number} {generation} R"


def page_reference(doc: Any, number: int) -> str:
    """Return what a finished page is referred to by; pages are counted from 1."""
    return reference_to(doc, f"Page{number}")


def utf16(text: str) -> str:
    """Return `text` as a string of a PDF file that holds any script."""
    return f"<FEFF{text.encode('utf-16-be', 'replace').hex().upper()}>" if text else "()"
