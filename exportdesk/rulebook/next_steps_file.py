"""Reads `next_steps.toml`."""

from collections.abc import Collection
from pathlib import Path

from exportdesk.core.errors import Filled
from exportdesk.core.i18n import mark as _m
from exportdesk.rulebook.next_steps import NextStep, NextSteps
from exportdesk.rulebook.notes import Note
from exportdesk.rulebook.reading import PROVENANCE_COLUMNS, Place, read_toml

NEXT_STEPS_FILE = "next_steps.toml"

_HEAD_KEYS = ("as_of", "source", "status", "step")
_KEYS = ("list", "number", "text", "business_days", *PROVENANCE_COLUMNS)


def read_next_steps(file: Path, meanings: Collection[str]) -> NextSteps:
    """Return the steps of the file, numbered from 1 for each list, whose code must be known."""
    head = read_toml(file)
    head.only(_HEAD_KEYS)
    counted: dict[str, int] = {}
    steps = []
    for place in head.tables("step"):
        step = _step(place, meanings)
        counted[step.list] = counted.get(step.list, 0) + 1
        if step.number != counted[step.list]:
            raise place.bad(
                "number",
                Filled(
                    _m("is not {text}, the next one of {list}"),
                    text=counted[step.list],
                    list=step.list,
                ),
            )
        steps.append(step)
    return NextSteps(head.day("as_of"), steps)


def _step(place: Place, meanings: Collection[str]) -> NextStep:
    place.only(_KEYS)
    code, number = place.text("list"), place.whole("number")
    if code not in meanings:
        raise place.bad("list", Filled(_m("no list has the code {code}"), code=code))
    note = Note(f"{code}-{number}", place.text("text"), place.provenance())
    days = place.whole("business_days") if "business_days" in place.fields else None
    return NextStep(code, number, note, days)
