"""Changes of lists as a CSV file, a spreadsheet, or plain values for JSON."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from itertools import zip_longest
from pathlib import Path
from typing import Protocol

from exportdesk.core.editions import Edition
from exportdesk.core.errors import BadInput
from exportdesk.core.list_changes import (
    EditionDifference,
    FieldChange,
    ListingChange,
    TouchedCustomer,
    TouchedScreening,
    Touches,
)
from exportdesk.core.words import sentence
from exportdesk.core.words.choices import word
from exportdesk.operations.values import match_value
from exportdesk.storage.opening import fault
from exportdesk.tables.neutral import neutralized

_KINDS_OUT = (".csv", ".xlsx")
_MOST_ROWS = 1_048_576  # of a sheet; xlsxwriter drops what is beyond without a word
_MOST_IN_CELL = 32_767  # and leaves out the whole text of a cell that holds more
_COLUMNS = (
    "source", "older", "newer", "list", "change", "uid", "name", "kind", "countries", "field",
    "before", "after",
)  # fmt: skip


class _Sheet(Protocol):
    def write_string(self, row: int, column: int, text: str) -> object: ...


def check_changes_target(path: Path) -> None:
    """Raise BadInput where changes cannot be written to `path`."""
    if path.suffix.lower() not in _KINDS_OUT:
        raise BadInput("changes-out-kind", path=str(path))
    if not path.parent.is_dir():
        raise BadInput("out-folder-missing", folder=str(path.parent))


def write_changes(differences: Sequence[EditionDifference], path: Path) -> None:
    """Write changes to `path` by its ending: .csv or .xlsx, a row for each text that differs.

    Raises BadInput, StorageFault.
    """
    check_changes_target(path)
    rows = [[neutralized(cell) for cell in row] for row in _table(differences)]
    try:
        if path.suffix.lower() == ".xlsx":
            _write_workbook(path, rows)
        else:
            with path.open("w", encoding="utf-8-sig", newline="") as file:
                csv.writer(file).writerows(rows)
    except OSError as error:
        raise fault(error, path) from error


def difference_value(found: EditionDifference, touches: Touches) -> dict[str, object]:
    """Return a difference and whom it touches as plain values."""
    return {
        "source": found.source,
        "older": _edition(found.older),
        "newer": _edition(found.newer),
        "counts": {
            "added": len(found.added),
            "removed": len(found.removed),
            "changed": len(found.changed),
            "unseen": found.unseen,
        },
        "lists": {
            count.list: {
                "added": count.added,
                "removed": count.removed,
                "changed": count.changed,
            }
            for count in found.by_list
        },
        "added": [_change(change) for change in found.added],
        "removed": [_change(change) for change in found.removed],
        "changed": [_change(change) for change in found.changed],
        "touches": {
            "customers": [_customer(touched) for touched in touches.customers],
            "screenings": [_screening(touched) for touched in touches.screenings],
        },
    }


def touch_text(touched: TouchedCustomer | TouchedScreening) -> str:
    """Return why something of ours is touched, in one sentence."""
    change = touched.change
    facts: dict[str, object] = {
        "listed": change.name,
        "list": change.list,
        "fields": ", ".join(word(field.field) for field in change.fields),
    }
    if isinstance(touched, TouchedCustomer):
        party = touched.customer.party.name
        return sentence(f"touch-{change.change.value}", facts | {"party": party})
    return sentence(f"touch-screening-{change.change.value}", facts | {"party": touched.party})


def _table(differences: Iterable[EditionDifference]) -> Iterator[list[str]]:
    yield list(_COLUMNS)
    for found in differences:
        for change in found.all:
            entry = [
                found.source,
                found.older.id,
                found.newer.id,
                change.list,
                change.change.value,
                change.uid,
                change.name,
                change.kind.value,
                "; ".join(change.countries),
            ]
            if not change.fields:
                yield [*entry, "", "", ""]
            for field in change.fields:
                for before, after in zip_longest(field.gone, field.new, fillvalue=""):
                    yield [*entry, field.field.value, before, after]


def _write_workbook(path: Path, rows: Sequence[Sequence[str]]) -> None:
    from xlsxwriter import Workbook
    from xlsxwriter.exceptions import FileCreateError

    if len(rows) > _MOST_ROWS:
        raise BadInput("out-too-long")
    # Packed into memory: on a full disk it would leave an archive that cannot be closed.
    packed = BytesIO()
    try:
        with Workbook(packed) as book:
            sheet: _Sheet = book.add_worksheet("changes")
            for number, cells in enumerate(rows):
                for column, cell in enumerate(cells):
                    sheet.write_string(number, column, _fitting(cell))
    except FileCreateError as error:
        raise fault(OSError(*error.args[0].args), path) from error
    path.write_bytes(packed.getbuffer())


def _fitting(text: str) -> str:
    if len(text) <= _MOST_IN_CELL:
        return text
    return sentence("cell-cut", {"text": text[: _MOST_IN_CELL - 100]})


def _edition(edition: Edition) -> dict[str, object]:
    return {
        "id": edition.id,
        "imported": edition.imported.utc_text,
        "published": edition.published.isoformat() if edition.published else None,
        "sha256": edition.sha256,
        "listings": edition.listings,
    }


def _change(change: ListingChange) -> dict[str, object]:
    told: dict[str, object] = {
        "uid": change.uid,
        "list": change.list,
        "name": change.name,
        "kind": change.kind.value,
        "countries": list(change.countries),
    }
    return told | {"fields": [_field(field) for field in change.fields]}


def _field(field: FieldChange) -> dict[str, object]:
    return {
        "field": field.field.value,
        "before": list(field.before),
        "after": list(field.after),
    }


def _customer(touched: TouchedCustomer) -> dict[str, object]:
    customer = touched.customer
    return {
        "id": customer.id,
        "reference": customer.reference,
        "name": customer.party.name,
        "change": touched.change.change.value,
        "match": match_value(touched.match),
        "text": touch_text(touched),
    }


def _screening(touched: TouchedScreening) -> dict[str, object]:
    return {
        "number": touched.number,
        "at": touched.at.utc_text,
        "party": touched.party,
        "uid": touched.change.uid,
        "listed": touched.listed,
        "score": round(touched.score, 1),
        "change": touched.change.change.value,
        "verdict": touched.verdict.value if touched.verdict else None,
        "reason": touched.reason,
        "decided_by": touched.decided_by,
        "text": touch_text(touched),
    }
