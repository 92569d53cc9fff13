"""What a check found: a code that has a sentence, how grave it is, and what it rests on."""

import dataclasses
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from exportdesk.rulebook import Consequence, Note


class Severity(StrEnum):
    """How grave a finding is, the gravest first."""

    ERROR = "error"  # cannot be right, or has to be settled before anything else
    WARNING = "warning"  # look at it
    NOTE = "note"  # good to know


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing a check noticed. `core.words` has the sentence for its code; facts fill it.

    `field` is the field of a form it belongs to, "" where there is none. `consequence` is what it
    leads to, None where it leads to nothing by itself. `ground` is the statement of the rulebook
    that it rests on, to be shown with its citation; None where it rests on no law.
    """

    code: str
    severity: Severity
    field: str = ""
    facts: Mapping[str, object] = dataclasses.field(default_factory=dict)
    consequence: Consequence | None = None
    ground: Note | None = None

    @property
    def citation(self) -> str:
        """The rule it rests on, "" where it rests on none."""
        return self.ground.provenance.citation if self.ground else ""


def gravest_first(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the findings with the gravest first, otherwise in their order."""
    order = list(Severity)
    return tuple(sorted(findings, key=lambda finding: order.index(finding.severity)))


def strictest(consequences: Iterable[Consequence | None]) -> Consequence | None:
    """Return the strictest of several consequences, None where there is none."""
    order = list(Consequence)
    found = [consequence for consequence in consequences if consequence is not None]
    return min(found, key=order.index, default=None)
