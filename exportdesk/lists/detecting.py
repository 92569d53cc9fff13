"""What a file is, told by its content: names and endings lie."""

import csv
import re
from enum import StrEnum
from pathlib import Path

from exportdesk.lists.csl_csv import columns_of, is_csl_header
from exportdesk.lists.refusing import fatal

_HTML = re.compile(r"<(!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_ROOT = re.compile(r"<([A-Za-z_][\w:.-]*)")
_HEAD = 4096


class Shape(StrEnum):
    """A format the program reads."""

    CSL_JSON = "csl-json"
    CSL_CSV = "csl-csv"


def shape_of(text: str, path: Path) -> Shape:
    """Return the format of a file's text. Raises ListRefused saying what it looks like instead."""
    head = text[:_HEAD].lstrip()
    if not head:
        raise fatal("list-empty", file=path.name)
    if _HTML.search(head):
        raise fatal("list-web-page", file=path.name)
    if head.startswith("{"):
        return Shape.CSL_JSON
    if head.startswith("<"):
        root = _ROOT.search(head)
        seen = f"XML <{root.group(1)}>" if root else "XML"
        raise fatal("list-other-format", file=path.name, seen=seen)
    if head.startswith("["):
        raise fatal("list-other-format", file=path.name, seen="JSON [")
    if head.startswith("%PDF"):
        raise fatal("list-other-format", file=path.name, seen="PDF")
    line = head.partition("\n")[0]
    try:
        columns = columns_of(line)
    except csv.Error:
        columns = []
    if is_csl_header(columns):
        return Shape.CSL_CSV
    raise fatal("list-other-format", file=path.name, seen=line[:60].strip())
