"""Reads `retention.toml`."""

from pathlib import Path

from exportdesk.rulebook.notes import Note
from exportdesk.rulebook.reading import PROVENANCE_COLUMNS, Place, by_key, read_toml
from exportdesk.rulebook.retention import Retention, RetentionPeriod

RETENTION_FILE = "retention.toml"

_HEAD_KEYS = ("as_of", "source", "status", "period", "rule")
_PERIOD_KEYS = ("code", "name", "years", "counted_from", "text", *PROVENANCE_COLUMNS)
_RULE_KEYS = ("code", "text", *PROVENANCE_COLUMNS)


def read_retention(file: Path) -> Retention:
    """Return the periods and rules of the file."""
    head = read_toml(file)
    head.only(_HEAD_KEYS)
    periods = by_key(head.tables("period"), lambda place: place.text("code"))
    rules = by_key(head.tables("rule"), lambda place: place.text("code"))
    for place in rules.values():
        place.only(_RULE_KEYS)
    return Retention(
        head.day("as_of"),
        [_period(place) for place in periods.values()],
        {code: _note(place) for code, place in rules.items()},
    )


def _period(place: Place) -> RetentionPeriod:
    place.only(_PERIOD_KEYS)
    return RetentionPeriod(
        code=place.text("code"),
        name=place.text("name"),
        years=place.whole("years"),
        counted_from=place.text("counted_from"),
        note=_note(place),
    )


def _note(place: Place) -> Note:
    return Note(place.text("code"), place.text("text"), place.provenance())
