"""Reads a JSON or TOML file that somebody else wrote, key by key, and says where it is wrong."""

import json
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from exportdesk.core.errors import BadInput, Filled, Said
from exportdesk.core.i18n import mark as _m
from exportdesk.storage.opening import fault

_LARGEST = 5 * 2**20
_CURRENCY = re.compile(r"[A-Z]{3}")


class Told:
    """One table of the file. What was not asked for by the end is refused by `finish`."""

    def __init__(self, values: Mapping[str, Any], file: str, place: str = "") -> None:
        self._values = dict(values)
        self._file = file
        self._place = place
        self._asked: set[str] = set()

    def __contains__(self, key: str) -> bool:
        """Whether the file says anything under a key."""
        return self._values.get(key) is not None

    def keys(self) -> list[str]:
        """Return the keys in their order."""
        return list(self._values)

    def text(self, key: str, *, needed: bool = False) -> str:
        """Return a text or number as text, "" where there is none. Raises BadInput."""
        value = self._value(key)
        if value is None or value == "":
            if needed:
                raise self.wrong(key, "why-missing")
            return ""
        if isinstance(value, bool) or not isinstance(value, str | int):
            raise self.wrong(key, "why-not-text")
        return str(value).strip()

    def number(self, key: str, *, above_zero: bool = False) -> str:
        """Return a number as it is written, "" where there is none. Raises BadInput."""
        text = self.text(key)
        if not text:
            return ""
        try:
            value = Decimal(text)
        except InvalidOperation:
            value = Decimal("nan")
        if not value.is_finite() or len(text) > 40 or value.adjusted() > 20:
            raise self.wrong(key, "why-not-number")
        if value < 0 or (above_zero and not value):
            raise self.wrong(key, "why-not-above-zero" if above_zero else "why-below-zero")
        return text

    def currency(self, key: str) -> str:
        """Return a currency code, "" where there is none. Raises BadInput."""
        text = self.text(key).upper()
        if text and not _CURRENCY.fullmatch(text):
            raise self.wrong(key, "why-not-currency")
        return text

    def yes(self, key: str) -> bool:
        """Return true or false, False where nothing is said. Raises BadInput."""
        value = self._value(key)
        if value is None or isinstance(value, bool):
            return bool(value)
        raise self.wrong(key, "why-not-yes")

    def day(self, key: str) -> date | None:
        """Return a day, None where there is none. Raises BadInput."""
        value = self._value(key)
        if value is None or value == "":
            return None
        if isinstance(value, date) and not isinstance(value, datetime):
            return value
        try:
            return date.fromisoformat(value)
        except (TypeError, ValueError) as error:
            raise self.wrong(key, "why-not-day") from error

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of texts. Raises BadInput."""
        value = self._value(key)
        if value is None:
            return ()
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            raise self.wrong(key, "why-not-texts")
        return tuple(one.strip() for one in value if one.strip())

    def one_of(self, key: str, allowed: Iterable[str], default: str = "") -> str:
        """Return one of several words. Raises BadInput."""
        words = list(allowed)
        found = self.text(key).lower().replace("-", "_").replace(" ", "_") or default
        if found and found not in words:
            raise self.wrong(key, "why-not-one-of", words=", ".join(words))
        return found

    def table(self, key: str) -> "Told | None":
        """Return a table within, None where there is none. Raises BadInput."""
        value = self._value(key)
        return None if value is None else self._within(value, key)

    def tables(self, key: str) -> Iterator["Told"]:
        """Yield the tables of a list. Raises BadInput."""
        value = self._value(key)
        if value is None:
            return
        if not isinstance(value, list):
            raise self.wrong(key, "why-not-tables")
        for at, one in enumerate(value, start=1):
            yield self._within(one, f"{key}[{at}]")

    def any(self, key: str) -> Any:
        """Return whatever the file says under a key."""
        return self._value(key)

    def within(self, value: object, key: str) -> "Told":
        """Return a value as a table that stands under a key. Raises BadInput."""
        return self._within(value, key)

    def finish(self) -> None:
        """Hold that nothing was said that nobody asked for. Raises BadInput."""
        left = [key for key in self._values if key not in self._asked]
        if left:
            raise self.wrong(left[0], "why-unknown")

    def wrong(self, key: str, why: str, **facts: object) -> BadInput:
        """Return what is wrong at a key, by its code and facts."""
        return BadInput("told-file-bad", file=self._file, place=self._at(key), why=Said(why, facts))

    def _value(self, key: str) -> Any:
        self._asked.add(key)
        return self._values.get(key)

    def _within(self, value: object, key: str) -> "Told":
        if not isinstance(value, dict):
            raise self.wrong(key, "why-not-table")
        return Told(value, self._file, self._at(key))

    def _at(self, key: str) -> str:
        return f"{self._place}.{key}" if self._place else key


def read_told(path: Path) -> Told:
    """Return what a .json or .toml file says. Raises BadInput, StorageFault.

    Numbers with a point stay as they are written: amounts are never binary fractions.
    """
    try:
        if path.is_file() and path.stat().st_size > _LARGEST:
            raise BadInput("told-file-big", file=path.name, most=_LARGEST // 2**20)
        text = path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError as error:
        raise BadInput("told-file-missing", file=str(path)) from error
    except UnicodeDecodeError as error:
        raise _unreadable(path, "why-not-utf8") from error
    except OSError as error:
        raise fault(error, path) from error
    try:
        if path.suffix.lower() == ".toml":
            value: object = tomllib.loads(text, parse_float=str)
        else:
            value = json.loads(
                text, parse_float=str, parse_constant=_no_number, object_pairs_hook=_each_once
            )
        _check_texts(value)
    except (ValueError, RecursionError) as error:
        said = error.args[0] if error.args else ""
        why = (
            said
            if isinstance(said, Filled)
            else (str(error).splitlines() or [type(error).__name__])[0]
        )
        raise _unreadable(path, "why-unreadable", detail=why) from error
    if not isinstance(value, dict):
        raise _unreadable(path, "why-not-one-table")
    return Told(value, path.name)


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return a JSON object; of a key that stands there twice nobody knows which one is meant."""
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise ValueError(Filled(_m("{key} stands there twice"), key=key))
        found[key] = value
    return found


def _no_number(word: str) -> object:
    raise ValueError(Filled(_m("{word} is no number"), word=word))


def _check_texts(value: object) -> None:
    """Refuse text that cannot be kept: half of a character that takes two."""
    if isinstance(value, str):
        try:
            value.encode()
        except UnicodeEncodeError:
            raise ValueError(_m("a text holds half of a character")) from None
    elif isinstance(value, dict):
        for key, inner in value.items():
            _check_texts(key)
            _check_texts(inner)
    elif isinstance(value, list):
        for inner in value:
            _check_texts(inner)


def _unreadable(path: Path, why: str, **facts: object) -> BadInput:
    place = Said("place-file")
    return BadInput("told-file-bad", file=path.name, place=place, why=Said(why, facts))
