"""Reads one file of the rulebook: its text, what it says of itself, its rows. Says where it fails.

Every file says `as_of`, `source` and `status` of itself: TOML as keys at the top, CSV in lines
that begin with # above the columns. A row that leaves its own empty has those of the file.
Below its last row stands the line `# end`: a file without it may have been cut off.
"""

import csv
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from exportdesk.core.errors import BadInput, Filled
from exportdesk.core.i18n import mark as _m
from exportdesk.rulebook.provenance import Provenance, Status

END = "# end"
"""The line below the last row of a file."""

Choice = TypeVar("Choice", bound=StrEnum)

PROVENANCE_COLUMNS = ("citation", "status", "as_of", "source", "unverified_note")


def bad(file: Path, where: str, why: str) -> BadInput:
    """Return the error that names the file, the place in it, and what is wrong there."""
    return BadInput("rulebook-bad", file=file.name, where=where or "the file", why=why)


def read_text(file: Path) -> str:
    """Return the text of `file`, with or without a byte order mark."""
    try:
        return file.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise bad(file, "", error.strerror or str(error)) from error
    except UnicodeDecodeError as error:
        raise bad(file, f"byte {error.start}", _m("is not UTF-8 text")) from error


@dataclass(frozen=True, slots=True)
class Place:
    """A file, a row or a table with its fields, and where it stands."""

    file: Path
    where: str
    fields: Mapping[str, object]
    head: "Place | None" = field(default=None, repr=False)

    def bad(self, key: str, why: str) -> BadInput:
        """Return the error for one field here, or for the whole place where `key` is ""."""
        where = f"{self.where}, {key}" if self.where and key else self.where or key
        return bad(self.file, where, why)

    def text(self, key: str) -> str:
        """Return the text of a field that must not be empty."""
        value = self.fields.get(key)
        if not isinstance(value, str) or not value.strip():
            raise self.bad(key, _m("is missing or empty"))
        return value.strip()

    def optional(self, key: str) -> str:
        """Return the text of a field, "" where it is not there."""
        value = self.fields.get(key, "")
        if not isinstance(value, str):
            raise self.bad(key, _m("is not text"))
        return value.strip()

    def choice(self, key: str, kind: type[Choice]) -> Choice:
        """Return a field that holds one of a few words."""
        try:
            return kind(str(self.fields.get(key)).strip())
        except ValueError:
            words = ", ".join(repr(str(one)) if not one else str(one) for one in kind)
            raise self.bad(key, Filled(_m("is not one of {detail}"), detail=words)) from None

    def flag(self, key: str) -> bool:
        """Return a field that holds `yes` or nothing."""
        value = self.optional(key)
        if value not in ("", "yes"):
            raise self.bad(key, _m("is neither yes nor empty"))
        return bool(value)

    def truth(self, key: str) -> bool:
        """Return a field that holds true or false, false where it is not there."""
        value = self.fields.get(key, False)
        if not isinstance(value, bool):
            raise self.bad(key, _m("is neither true nor false"))
        return value

    def whole(self, key: str) -> int:
        """Return a field that holds a whole number above zero."""
        value = self.fields.get(key)
        if type(value) is not int or value < 1:
            raise self.bad(key, _m("is not a whole number above zero"))
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a field that holds a list of texts, () where it is not there."""
        values = self.fields.get(key, [])
        if not isinstance(values, list):
            raise self.bad(key, _m("is not a list of texts"))
        for value in values:
            if not isinstance(value, str) or not value.strip():
                raise self.bad(key, _m("is not a list of texts"))
        return tuple(value.strip() for value in values)

    def day(self, key: str) -> date:
        """Return a field that holds a date."""
        value = iso_or_text(self.fields.get(key))
        if type(value) is not date:
            raise self.bad(key, _m("is not a date like 2026-11-22"))
        return value

    def optional_day(self, key: str) -> date | None:
        """Return a field that holds a date or nothing."""
        return self.day(key) if self.fields.get(key) not in (None, "") else None

    def tables(self, key: str) -> "list[Place]":
        """Return the tables under `key`, of which there must be one or more."""
        entries = self.fields.get(key)
        if not isinstance(entries, list) or not entries:
            raise self.bad(key, Filled(_m("there is no [[{key}]] table"), key=key))
        places = []
        for number, entry in enumerate(entries, start=1):
            where = f"{self.where}, {key} {number}" if self.where else f"{key} {number}"
            if not isinstance(entry, dict):
                raise bad(self.file, where, _m("is not a table"))
            places.append(Place(self.file, where, entry, self.head))
        return places

    def only(self, known: Sequence[str]) -> None:
        """Refuse a key that no reader knows: a misspelled one would go unnoticed."""
        strange = sorted(set(self.fields) - set(known))
        if strange:
            raise self.bad(strange[0], _m("is not a key this program knows"))

    def provenance(self) -> Provenance:
        """Return where this row comes from; what it leaves empty is as its file says."""
        return Provenance(
            citation=self._own("citation").text("citation"),
            status=self._own("status").choice("status", Status),
            as_of=self._own("as_of").day("as_of"),
            source=self._own("source").text("source"),
            unverified_note=self.optional("unverified_note"),
        )

    def _own(self, key: str) -> "Place":
        given = self.fields.get(key) not in (None, "")
        told = self.head is not None and self.head.fields.get(key) not in (None, "")
        return self.head if self.head is not None and told and not given else self


def read_toml(file: Path) -> Place:
    """Return the head of a TOML file: its `as_of`, `source` and `status` are there and right."""
    try:
        table = tomllib.loads(read_text(file))
    except tomllib.TOMLDecodeError as error:
        raise bad(file, "", str(error)) from error
    return _checked(Place(file, "", table, Place(file, "", table)))


def read_csv(file: Path, columns: Sequence[str]) -> tuple[Place, list[Place]]:
    """Return the head of a CSV file and its rows. Its columns must be exactly `columns`."""
    lines = lines_of(read_text(file))
    head_lines = [line for line in lines if line.startswith("#")]
    if lines[: len(head_lines)] != head_lines:
        raise bad(file, "", _m("the lines that begin with # do not stand at the top"))
    head = _checked(Place(file, "", dict(_fact(line) for line in head_lines)))
    above = len(head_lines)
    reader = csv.reader(lines[above:], strict=True)
    rows = []
    try:
        if next(reader, None) != list(columns):
            raise bad(
                file,
                f"line {above + 1}",
                Filled(_m("the columns are not {names}"), names=",".join(columns)),
            )
        for values in reader:
            where = f"line {above + reader.line_num}"
            if len(values) != len(columns):
                raise bad(
                    file,
                    where,
                    Filled(
                        _m("there are {count} fields, not {wanted}"),
                        count=len(values),
                        wanted=len(columns),
                    ),
                )
            rows.append(Place(file, where, dict(zip(columns, values, strict=True)), head))
    except csv.Error as error:
        raise bad(file, f"line {above + reader.line_num}", str(error)) from error
    return head, rows


def lines_of(text: str) -> list[str]:
    """Return the lines of a file without the one that says that it ends here."""
    return [line for line in text.splitlines() if line.rstrip() != END]


def has_end(text: str) -> bool:
    """Whether a file says that it ends here, so that nothing of it is missing."""
    return len(lines_of(text)) < len(text.splitlines())


def by_key(places: Sequence[Place], key: Callable[[Place], str]) -> dict[str, Place]:
    """Return the rows by what names them, each of which may stand there only once."""
    found: dict[str, Place] = {}
    for place in places:
        name = key(place)
        if name in found:
            raise place.bad("", Filled(_m("{name} stands here twice"), name=name))
        found[name] = place
    return found


def iso_or_text(value: object) -> object:
    """Return the date that an ISO text means; anything else as it is."""
    try:
        return date.fromisoformat(value) if isinstance(value, str) else value
    except ValueError:
        return value


def _checked(head: Place) -> Place:
    head.text("source")
    head.choice("status", Status)
    head.day("as_of")
    return head


def _fact(line: str) -> tuple[str, str]:
    key, _colon, value = line.lstrip("# ").partition(":")
    return key.strip(), value.strip()
