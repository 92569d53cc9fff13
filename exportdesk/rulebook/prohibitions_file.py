"""Reads `prohibitions.toml`."""

from pathlib import Path

from exportdesk.core.errors import Filled
from exportdesk.core.i18n import mark as _m
from exportdesk.rulebook.prohibitions import ExceptionUse, Prohibition, Prohibitions, TurnsOn
from exportdesk.rulebook.reading import PROVENANCE_COLUMNS, Place, read_toml

PROHIBITIONS_FILE = "prohibitions.toml"

_HEAD_KEYS = ("as_of", "source", "status", "prohibition")
_KEYS = ("number", "name", "text", "turns_on", "exceptions", *PROVENANCE_COLUMNS)
_COUNT = 10


def read_prohibitions(file: Path) -> Prohibitions:
    """Return the ten prohibitions, each there once and in order."""
    head = read_toml(file)
    head.only(_HEAD_KEYS)
    found = [_prohibition(place) for place in head.tables("prohibition")]
    if [one.number for one in found] != list(range(1, _COUNT + 1)):
        raise head.bad(
            "prohibition", Filled(_m("the numbers are not 1 to {count} in order"), count=_COUNT)
        )
    return Prohibitions(head.day("as_of"), found)


def _prohibition(place: Place) -> Prohibition:
    place.only(_KEYS)
    return Prohibition(
        number=place.whole("number"),
        name=place.text("name"),
        text=place.text("text"),
        turns_on=place.choice("turns_on", TurnsOn),
        exceptions=place.choice("exceptions", ExceptionUse),
        provenance=place.provenance(),
    )
