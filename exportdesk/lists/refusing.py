"""How a file that cannot be a good edition is turned away."""

from collections.abc import Sequence

from exportdesk.core.editions import ListFinding, Severity
from exportdesk.core.errors import ListRefused


def fatal(code: str, **facts: object) -> ListRefused:
    """Return the refusal of a file that is not taken whatever the user says."""
    return refusal([ListFinding(code, Severity.FATAL, facts)])


def refusal(findings: Sequence[ListFinding]) -> ListRefused:
    """Return the refusal for `findings`.

    It carries the code and the facts of the gravest, so that its one sentence says why, and all of
    them as `findings`.
    """
    grave = [finding for finding in findings if finding.severity is Severity.FATAL]
    stopping = grave or [f for f in findings if f.severity is Severity.REFUSE] or list(findings)
    facts = {**stopping[0].facts, "findings": tuple(findings), "overridable": not grave}
    return ListRefused(stopping[0].code, **facts)
