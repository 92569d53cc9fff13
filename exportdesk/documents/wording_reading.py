"""Reads a file of wording key by key, and refuses it with the place and the reason."""

import string
import tomllib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from exportdesk.core.errors import BadInput, Said
from exportdesk.documents.wording import Clause

_LARGEST_FILE = 500_000
_WHOLE = Said("place-file")
_Choice = TypeVar("_Choice", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class WordingFile:
    """One file of wording.

    `code` is that of the error it is refused with, `called` what it is called there, `longest` how
    many characters a text may have.
    """

    path: Path
    code: str
    called: str
    longest: int

    def table(self) -> Mapping[str, object]:
        """Return what the file holds."""
        try:
            if self.path.stat().st_size > _LARGEST_FILE:
                raise self.bad("", "why-too-large")
            return tomllib.loads(self.path.read_text(encoding="utf-8-sig"))
        except OSError as error:
            raise self.bad("", "why-unreadable", detail=error.strerror or str(error)) from error
        except UnicodeDecodeError as error:
            raise self.bad(Said.of("place-byte", number=error.start), "why-not-utf8") from error
        except tomllib.TOMLDecodeError as error:
            raise self.bad("", "why-unreadable", detail=str(error)) from error

    def text(self, table: Mapping[str, object], key: str, where: str = "") -> str:
        """Return a text that has to be there."""
        value = table.get(key)
        if not isinstance(value, str) or not value.strip():
            raise self.bad(f"{where}{key}", "why-empty")
        if len(value) > self.longest:
            raise self.bad(f"{where}{key}", "why-too-long", most=self.longest)
        return value.strip()

    def choice(self, table: Mapping[str, object], key: str, kind: type[_Choice]) -> _Choice:
        """Return a value that is one of a few."""
        try:
            return kind(self.text(table, key))
        except ValueError:
            raise self.bad(key, "why-not-one-of", words=", ".join(kind)) from None

    def texts(
        self, table: object, keys: Collection[str], places: Mapping[str, Sequence[str]]
    ) -> dict[str, str]:
        """Return all texts of a form, each with just the places that are filled in it."""
        if not isinstance(table, dict):
            raise self.bad("", "why-no-texts")
        self.check_keys(table, keys, "texts, ", "why-no-such-text")
        texts = {key: self.text(table, key, "texts, ") for key in keys}
        for key, text in texts.items():
            self.check_places(f"texts, {key}", text, places.get(key, ()))
        return texts

    def clause(self, table: object, where: str, places: Sequence[str]) -> Clause:
        """Return a clause, which need not have every place that could be filled in it."""
        if not isinstance(table, dict) or set(table) - {"id", "text", "basis"}:
            raise self.bad(where.rstrip(", "), "why-clause-more")
        id_, text = self.text(table, "id", where), self.text(table, "text", where)
        self.check_places(f"{where}text", text, places, may_lack=True)
        basis = self.text(table, "basis", where) if "basis" in table else ""
        return Clause(id_, text, basis)

    def check_keys(
        self,
        table: Mapping[str, object],
        known: Collection[str],
        where: str = "",
        why: str = "why-unknown-key",
    ) -> None:
        """Refuse a key that is not among those known."""
        strange = sorted(set(table) - set(known))
        if strange:
            raise self.bad(f"{where}{strange[0]}", why)

    def check_places(
        self, where: str, text: str, allowed: Sequence[str], *, may_lack: bool = False
    ) -> None:
        """Refuse a place in braces that nothing fills, and one that has to be there but is not."""
        try:
            parts = [part[1:] for part in string.Formatter().parse(text) if part[1] is not None]
        except ValueError as error:
            raise self.bad(where, "why-brace", detail=error) from error
        for name, spec, conversion in parts:
            if name not in allowed or spec or conversion:
                raise self.bad(where, "why-place-unfilled", place=f"{{{name}}}")
        lacking = set(allowed) - {name for name, _spec, _conversion in parts}
        if lacking and not may_lack:
            raise self.bad(where, "why-place-lacks", place=f"{{{min(lacking)}}}")

    def check_version(self, *, same_version: bool, same_texts: bool) -> None:
        """Refuse other words under the version of ours: nobody could tell later which were used."""
        if same_version and not same_texts:
            raise self.bad("version", "why-same-version")

    def bad(self, where: str | Said, why: str, **facts: object) -> BadInput:
        """Return the error that names this file, a place in it and by a code what is wrong."""
        return BadInput(self.code, file=self.called, where=where or _WHOLE, why=Said(why, facts))
