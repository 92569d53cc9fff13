"""What the license indicator answers: lines with their grounds, and what was not checked."""

import dataclasses
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from exportdesk.rulebook import Note


class LicenseVerdict(StrEnum):
    """What is indicated on one ground, the worst first. None of them says that goods may go."""

    LIKELY_REQUIRED = "likely_required"
    DEPENDS = "depends"  # on something only a person can tell: counts as likely until answered
    NOT_CHECKED = "not_checked"
    NOT_INDICATED = "not_indicated"

    @property
    def holds(self) -> bool:
        """Whether it counts as likely required."""
        return self in (LicenseVerdict.LIKELY_REQUIRED, LicenseVerdict.DEPENDS)


@dataclass(frozen=True, slots=True)
class ExceptionHint:
    """A license exception to look at, with the official words of the entry on it where it has any.

    That it is named here does not say that it may be used: part 740 has conditions of its own.
    """

    symbol: str
    section: str = ""
    title: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class IndicationLine:
    """One ground that was looked at. `core.words` has the sentence for its code; facts fill it."""

    code: str
    verdict: LicenseVerdict
    ground: Note
    facts: Mapping[str, object] = dataclasses.field(default_factory=dict)
    exceptions: tuple[ExceptionHint, ...] = ()

    @property
    def citation(self) -> str:
        """The rule it rests on."""
        return self.ground.provenance.citation


@dataclass(frozen=True, slots=True)
class NotChecked:
    """Something that was not looked at, as a code with a sentence."""

    code: str
    facts: Mapping[str, object] = dataclasses.field(default_factory=dict)


class FilingNeed(StrEnum):
    """Whether an export is to be filed, or carries the statement."""

    REQUIRED = "required"
    NOT_INDICATED = "not_indicated"
    NOT_CHECKED = "not_checked"


@dataclass(frozen=True, slots=True)
class FilingHint:
    """One ground for filing an export (EEI) or for the destination control statement."""

    code: str
    need: FilingNeed
    ground: Note
    facts: Mapping[str, object] = dataclasses.field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Indication:
    """Everything of one item: lines, the worst of their verdicts, what was not checked, hints."""

    lines: tuple[IndicationLine, ...]
    verdict: LicenseVerdict
    not_checked: tuple[NotChecked, ...] = ()
    filing: tuple[FilingHint, ...] = ()

    def of(self, *codes: str) -> tuple[IndicationLine, ...]:
        """Return the lines with one of these codes."""
        return tuple(line for line in self.lines if line.code in codes)

    @property
    def holding(self) -> tuple[IndicationLine, ...]:
        """The lines that count as likely required."""
        return tuple(line for line in self.lines if line.verdict.holds)


def worst(verdicts: Iterable[LicenseVerdict]) -> LicenseVerdict:
    """Return the worst of several verdicts; without any, nothing was checked."""
    order = list(LicenseVerdict)
    return min(verdicts, key=order.index, default=LicenseVerdict.NOT_CHECKED)
