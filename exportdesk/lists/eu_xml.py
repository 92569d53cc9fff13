"""The EU's financial sanctions list as XML (FSF 1.1)."""

import re
from collections.abc import Iterator

from lxml.etree import _Element as Element

from exportdesk.lists.dates import as_date
from exportdesk.lists.documents import Document, Row
from exportdesk.lists.eu import EuEntity, EuListings, Part
from exportdesk.lists.files import Context, ListFile
from exportdesk.lists.xml import as_record, elements, local

FORMAT = "eu-xml"

_ROOT = re.compile(r"<(?:[\w.-]+:)?export\b[^>]*/fsd/export\b|<(?:[\w.-]+:)?sanctionEntity\b")
_GENERATED = re.compile(r"\bgenerationDate\s*=\s*[\"'](\d{4}-\d\d-\d\d)")


def is_it(file: ListFile) -> bool:
    """Whether the file begins as this format does."""
    return file.head.startswith("<") and _ROOT.search(file.head) is not None


def read(file: ListFile, context: Context) -> Document:
    """Take apart the XML in `file`. Its rows raise ListRefused where it is cut or damaged."""
    listings = EuListings(context)
    generated = _GENERATED.search(file.head)
    return Document(
        format=FORMAT,
        published=as_date(generated.group(1)) if generated else None,
        total=file.data.count(b"<sanctionEntity"),
        complete=True,  # the rows refuse a file whose root is not closed
        rows=_rows(file, listings),
        list_names=listings.list_names,
    )


def _rows(file: ListFile, listings: EuListings) -> Iterator[Row]:
    for element in elements(file, ["sanctionEntity"]):
        yield listings.row(_entity(element))


def _entity(element: Element) -> EuEntity:
    subject: list[str] = []
    entity = EuEntity(_told(element), subject)
    kept = {
        "regulation": entity.regulations,
        "nameAlias": entity.names,
        "address": entity.addresses,
        "birthdate": entity.births,
        "identification": entity.identifications,
        "citizenship": entity.citizenships,
    }
    for one in element:
        name = local(one)
        if name == "subjectType":
            subject += [one.get("code", ""), one.get("classificationCode", "")]
        elif name in kept:
            kept[name].append(_told(one))
    entity.record = as_record(element)
    return entity


def _told(element: Element) -> Part:
    """Return what an element tells: its attributes, and the text of its remark and address."""
    told = {name.lower(): value for name, value in element.attrib.items() if value}
    for one in element:
        name = local(one).lower()
        if name in {"remark", "publicationurl"} and one.text:
            told[name] = f"{told[name]}; {one.text}" if name in told else one.text
    return told
