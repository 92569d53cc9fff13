"""What differs between two editions of the rulebook, rule by rule and field by field."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from exportdesk.rulebook.editions import rows_of
from exportdesk.rulebook.loading import RULEBOOK_FILES

_TITLES = ("title", "name", "text", "question", "description", "sentence")


@dataclass(frozen=True, slots=True)
class RowChange:
    """One field of one rule that differs; `field` is "" where all of the rule is new or gone.

    `row` names the rule within its file, `title` is what it is called or says. `is_new` and
    `is_gone` tell of the whole rule.
    """

    file: str
    row: str
    title: str
    field: str = ""
    before: str = ""
    after: str = ""
    is_new: bool = False
    is_gone: bool = False


def row_changes(old: Path, new: Path) -> tuple[RowChange, ...]:
    """Return what differs between two whole rulebooks; the heads of files are left out."""
    return tuple(one for name in RULEBOOK_FILES for one in _changes(old / name, new / name))


def _changes(old: Path, new: Path) -> Iterator[RowChange]:
    before, after = _read(old), _read(new)
    for row, now in after.items():
        was = before.get(row)
        if was is None:
            yield RowChange(new.name, row, _title(row, now), is_new=True)
        elif was != now:
            for field in {**was, **now}:
                if was.get(field) != now.get(field):
                    texts = (_text(was.get(field)), _text(now.get(field)))
                    yield RowChange(new.name, row, _title(row, now), field, *texts)
    for row, was in before.items():
        if row not in after:
            yield RowChange(new.name, row, _title(row, was), is_gone=True)


def _read(file: Path) -> Mapping[str, Mapping[str, object]]:
    return {row: json.loads(told) for row, told in rows_of(file).items() if row}


def _title(row: str, told: Mapping[str, object]) -> str:
    found = next((str(told[key]) for key in _TITLES if told.get(key)), "")
    return found or row


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return ", ".join(map(_text, value))
    return json.dumps(value, sort_keys=True) if isinstance(value, dict) else str(value)
