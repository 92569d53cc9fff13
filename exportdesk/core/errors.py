"""Trouble the user can act on.

An error carries a code and facts; `core.words` turns them into one sentence for every door.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from typing_extensions import override


@dataclass(frozen=True, slots=True)
class Said:
    """A fact that is words itself: a code with facts, said in the language of the sentence."""

    code: str
    facts: Mapping[str, object] = field(default_factory=dict)

    @classmethod
    def of(cls, code: str, **facts: object) -> "Said":
        """Return what `code` says with `facts`."""
        return cls(code, facts)


class Filled(str):
    """Words in English with their places filled in, which can still be said in another language.

    `words` is marked for translation where it stands. As a text it is the English sentence.
    """

    __slots__ = ("facts", "words")

    words: str
    facts: Mapping[str, object]

    def __new__(cls, words: str, **facts: object) -> "Filled":
        made = super().__new__(cls, words.format(**facts))
        made.words, made.facts = words, facts
        return made

    @override
    def __reduce__(self) -> tuple[object, ...]:
        return (_filled, (self.words, dict(self.facts)))


def _filled(words: str, facts: dict[str, object]) -> Filled:
    return Filled(words, **facts)


class ExportDeskError(Exception):
    """Something went wrong that the user can do something about."""

    exit_code = 4

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code, dict(facts))
        self.code = code
        self.facts: Mapping[str, object] = facts

    @override
    def __str__(self) -> str:
        told = ", ".join(f"{key}={value!r}" for key, value in self.facts.items())
        return f"{self.code}({told})"

    @override
    def __reduce__(self) -> tuple[object, ...]:
        # Errors cross into other processes, and keyword facts do not survive that by default.
        return (_again, (type(self), self.code, dict(self.facts)))


def _again(kind: type[ExportDeskError], code: str, facts: dict[str, object]) -> ExportDeskError:
    return kind(code, **facts)


class BadInput(ExportDeskError):
    """What was handed to the program cannot be used as it is."""

    exit_code = 2


class ListsMissing(ExportDeskError):
    """No list is in force, or the lists are too old for what was asked."""

    exit_code = 3


class ListRefused(ExportDeskError):
    """A list file was read and not taken. The last good edition stays in force.

    `facts["findings"]` holds the guard's findings; `facts["overridable"]` says whether the user
    may take the file anyway.
    """

    exit_code = 2


class FetchFailed(ExportDeskError):
    """A list could not be fetched. Nothing was changed, and the edition in force stays."""


class StorageFault(ExportDeskError):
    """A file of ours cannot be opened, read or written."""


class WorkspaceLocked(StorageFault):
    """A workspace or backup with a password was asked for without it, or with a wrong one."""

    exit_code = 5


class ReadOnlyWorkspace(StorageFault):
    """A write was asked of a workspace that is open for reading only."""
