"""Reads `red_flags.csv`."""

from collections.abc import Mapping
from pathlib import Path

from exportdesk.core.errors import Filled
from exportdesk.core.i18n import mark as _m
from exportdesk.rulebook.reading import PROVENANCE_COLUMNS, Place, bad, by_key, read_csv
from exportdesk.rulebook.red_flags import FlagWeight, RedFlag, RedFlags, Situation

RED_FLAGS_FILE = "red_flags.csv"

_COLUMNS = (
    *("id", "group", "number", "text", "question", "same_as"),
    *("topics", "applies_to", "severity"),
    *PROVENANCE_COLUMNS,
)


def read_red_flags(file: Path) -> RedFlags:
    """Return the red flags of the file. A row without a question goes with that of another row."""
    head, rows = read_csv(file, _COLUMNS)
    places = by_key(rows, lambda row: row.text("id"))
    if not places:
        raise bad(file, "", _m("there are no red flags"))
    return RedFlags(head.day("as_of"), [_flag(row, places) for row in places.values()])


def _flag(row: Place, places: Mapping[str, Place]) -> RedFlag:
    applies_to = _situations(row)
    same_as = row.optional("same_as")
    asked = row
    if same_as:
        if row.optional("question"):
            raise row.bad(
                "question",
                Filled(_m("is not empty, though it is that of {same_as}"), same_as=same_as),
            )
        asked = _leader(row, same_as, places)
        if not _situations(asked) <= applies_to:
            raise row.bad(
                "applies_to", Filled(_m("leaves out what {same_as} asks for"), same_as=same_as)
            )
    return RedFlag(
        id=row.text("id"),
        source=row.text("group"),
        number=row.optional("number"),
        text=row.text("text"),
        question=asked.text("question"),
        topics=frozenset(row.text("topics").split()),
        applies_to=applies_to,
        severity=row.choice("severity", FlagWeight),
        provenance=row.provenance(),
        same_as=same_as,
    )


def _leader(row: Place, same_as: str, places: Mapping[str, Place]) -> Place:
    other = places.get(same_as)
    if other is None or other.optional("same_as"):
        raise row.bad(
            "same_as", Filled(_m("{same_as} has no question of its own"), same_as=same_as)
        )
    return other


def _situations(row: Place) -> frozenset[str]:
    known = {str(one) for one in Situation}
    words = row.optional("applies_to").split()
    for word in words:
        if word not in known:
            raise row.bad(
                "applies_to",
                Filled(_m("{word} is none of {names}"), word=word, names=", ".join(sorted(known))),
            )
    return frozenset(words)
