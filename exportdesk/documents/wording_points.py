"""Which of the points of a certification a wording no longer has.

A company may word its certification as it likes. What the program's own says and a changed text
does not is told, never forbidden: by the words that a part would need, which stand in
`resources/wording/points.toml`. The English text is looked at, because it binds; a translation
has the same clauses.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from exportdesk.core import resources
from exportdesk.documents.wording import Clause

_CODE = "wording-point"


@dataclass(frozen=True, slots=True)
class PointPart:
    """One part of a point: there where a clause, or `text`, has a word of each of `words`."""

    point: int
    id: str
    words: tuple[tuple[re.Pattern[str], ...], ...]
    text: str = ""

    @property
    def code(self) -> str:
        """What names it in `core.words`."""
        return f"{_CODE}-{self.point}-{self.id}"

    def is_said_in(self, text: str) -> bool:
        """Whether a text has a word of each kind."""
        return all(any(one.search(text) for one in words) for words in self.words)


@lru_cache(maxsize=1)
def point_parts() -> tuple[PointPart, ...]:
    """Return the parts that a wording can lack, in the order of the points."""
    told = tomllib.loads(resources.path("wording", "points.toml").read_text(encoding="utf-8"))
    return tuple(
        PointPart(
            point["number"],
            part["id"],
            tuple(tuple(map(_pattern, words)) for words in part["words"]),
            part.get("text", ""),
        )
        for point in told["point"]
        for part in point.get("part", ())
    )


def lacking(texts: Mapping[str, str], clauses: Iterable[Clause]) -> tuple[str, ...]:
    """Return the code of each part that an English wording does not have."""
    return _lacking(
        tuple(one.text for one in clauses),
        tuple((part.text, texts.get(part.text, "")) for part in point_parts() if part.text),
    )


@lru_cache(maxsize=32)
def _lacking(clauses: tuple[str, ...], texts: tuple[tuple[str, str], ...]) -> tuple[str, ...]:
    named = dict(texts)
    return tuple(
        part.code
        for part in point_parts()
        if not any(map(part.is_said_in, (named[part.text],) if part.text else clauses))
    )


def _pattern(word: str) -> re.Pattern[str]:
    if word.isupper():
        return re.compile(rf"\b{re.escape(word)}\b")
    return re.compile(rf"\b{re.escape(word)}", re.IGNORECASE)
