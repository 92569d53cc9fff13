"""How each finding stands: open, settled by what was recorded, or overridden; and what it weighs.

A resolution settles its own finding only, only by a remedy the finding allows, only when whole, and
only as long as the finding says what it said then.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from exportdesk.core.cases import Case, Outcome, RaisedFlag, Remedy, Resolution
from exportdesk.core.text import folded
from exportdesk.diligence.case_facts import CaseFacts
from exportdesk.diligence.case_findings import CaseFinding
from exportdesk.diligence.checks import check_case
from exportdesk.rulebook import NextStep


class Stand(StrEnum):
    """How a finding stands."""

    OPEN = "open"
    RETURNED = "returned"  # it was settled, and says something else since
    SETTLED = "settled"
    OVERRIDDEN = "overridden"
    NOTED = "noted"  # there was nothing to settle

    @property
    def is_open(self) -> bool:
        """Whether somebody has to do something."""
        return self in (Stand.OPEN, Stand.RETURNED)


class Lack(StrEnum):
    """Why what was recorded settles nothing."""

    NOT_ALLOWED = "not_allowed"  # this remedy does not settle this finding
    OUTDATED = "outdated"
    UNSIGNED = "unsigned"
    NO_REASON = "no_reason"
    NO_INQUIRY = "no_inquiry"
    NO_ANSWER = "no_answer"
    NO_EVIDENCE = "no_evidence"
    NO_SECOND_NAME = "no_second_name"
    NO_LICENSE = "no_license"
    LICENSE_EXPIRED = "license_expired"
    OTHER_AGENCY = "other_agency"


@dataclass(frozen=True, slots=True)
class Weighed:
    """A finding, how it stands, by what, and the best the case can come to because of it.

    `lacks` tell why the newest thing recorded settles nothing.
    """

    finding: CaseFinding
    stand: Stand
    weighs: Outcome
    resolution: Resolution | None = None
    lacks: tuple[Lack, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether somebody has to do something."""
        return self.stand.is_open


@dataclass(frozen=True, slots=True)
class Assessment:
    """What a case comes to: every finding weighed, and the outcome they leave."""

    findings: tuple[Weighed, ...]
    outcome: Outcome

    @property
    def open(self) -> tuple[Weighed, ...]:
        """The findings that wait for something, the worst first.

        Of those that weigh alike, what is only to be filled in stands last.
        """
        waiting = (one for one in self.findings if one.is_open)
        return tuple(sorted(waiting, key=lambda one: (one.weighs.rank, _is_blank(one.finding))))

    @property
    def waiting(self) -> int:
        """How many things wait: an open finding is one, answers that lack are one each."""
        return sum(one.finding.lacking for one in self.open)

    def open_for(self, remedy: Remedy) -> tuple[Weighed, ...]:
        """Return the open findings that a remedy would settle: one license may be for several."""
        return tuple(one for one in self.open if remedy in remedies(one.finding))

    @property
    def conditions(self) -> tuple[Weighed, ...]:
        """The findings under which alone the goods may go, settled or not."""
        return tuple(one for one in self.findings if one.weighs is Outcome.CONDITIONS)

    @property
    def next_steps(self) -> tuple[NextStep, ...]:
        """What the rulebook says to do about listed parties, each once, the gravest first.

        Settled or not: a report to an agency is due all the same.
        """
        worst_first = sorted(self.findings, key=lambda one: one.finding.leads_to.rank)
        steps = (step for one in worst_first for step in one.finding.next_steps)
        return tuple(dict.fromkeys(steps))

    def of(self, key: str) -> Weighed | None:
        """Return a finding by its key."""
        return next((one for one in self.findings if one.finding.key == key), None)


def assess(facts: CaseFacts) -> Assessment:
    """Return what a case comes to."""
    return weigh_all(check_case(facts), facts)


def weigh_all(findings: Iterable[CaseFinding], facts: CaseFacts) -> Assessment:
    """Return these findings weighed, with the outcome: never better than the worst of them."""
    weighed = tuple(weigh(one, facts) for one in findings)
    return Assessment(weighed, worst(one.weighs for one in weighed))


def worst(outcomes: Iterable[Outcome]) -> Outcome:
    """Return the worst of several outcomes; of none, that there is no objection."""
    return min(outcomes, key=lambda one: one.rank, default=Outcome.NO_OBJECTION)


def weigh(finding: CaseFinding, facts: CaseFacts) -> Weighed:
    """Return how one finding stands by what is recorded in its case."""
    if finding.is_note:
        return Weighed(finding, Stand.NOTED, Outcome.NO_OBJECTION)
    lacks: tuple[Lack, ...] | None = None
    for one in recorded(finding, facts.case):
        missing = lacking(one, finding, facts)
        if not missing:
            stand = Stand.OVERRIDDEN if one.remedy is Remedy.OVERRIDE else Stand.SETTLED
            return Weighed(finding, stand, _then(finding, one), one)
        lacks = missing if lacks is None else lacks
    returned = lacks == (Lack.OUTDATED,)
    stand = Stand.RETURNED if returned else Stand.OPEN
    return Weighed(finding, stand, finding.leads_to, lacks=lacks or ())


def recorded(finding: CaseFinding, case: Case) -> list[Resolution]:
    """Return what was recorded to settle a finding, newest first."""
    found = list(case.resolutions_of(finding.key))
    flag = case.flag(finding.about) if finding.code == "red-flag" else None
    if flag is not None and (flag.resolved_by or flag.inquiry or flag.answer or flag.evidence):
        found.insert(0, _of_flag(flag, finding))
    return found


def lacking(resolution: Resolution, finding: CaseFinding, facts: CaseFacts) -> tuple[Lack, ...]:
    """Return why a resolution does not settle a finding, () where it does."""
    remedy = resolution.remedy
    if not is_allowed(remedy, finding):
        return (Lack.NOT_ALLOWED,)
    found = [] if resolution.by.strip() else [Lack.UNSIGNED]
    found += _NEEDS[remedy](resolution)
    if remedy is Remedy.LICENSE:
        found += _license(resolution, finding, facts)
    if not found and resolution.seen not in _prints(finding, facts):
        found.append(Lack.OUTDATED)
    return tuple(found)


def _prints(finding: CaseFinding, facts: CaseFacts) -> tuple[str, ...]:
    """Return the fingerprints that a resolution may have seen.

    In a locked case nothing of the shipment can change: what was recorded before it counted holds.
    """
    if facts.case.is_locked:
        return finding.fingerprint, finding.fingerprint_alone
    return (finding.fingerprint,)


def is_allowed(remedy: Remedy, finding: CaseFinding) -> bool:
    """Whether recording this remedy can settle this finding at all."""
    if remedy is Remedy.OVERRIDE:
        return finding.is_policy
    return remedy.is_recorded and remedy in finding.settled_by


def remedies(finding: CaseFinding) -> tuple[Remedy, ...]:
    """Return everything that would settle a finding, an override last."""
    return (*finding.settled_by, *((Remedy.OVERRIDE,) if finding.is_policy else ()))


def _is_blank(finding: CaseFinding) -> bool:
    """Whether an answer that is not given yet is all there is to it."""
    return finding.settled_by == (Remedy.ANSWER,)


def _then(finding: CaseFinding, resolution: Resolution) -> Outcome:
    """Return what a settled finding leads to: a license or an override is a condition."""
    if resolution.remedy in (Remedy.LICENSE, Remedy.AGENCY_ANSWER, Remedy.OVERRIDE):
        return worst((finding.then, Outcome.CONDITIONS))
    return finding.then


def _of_flag(flag: RaisedFlag, finding: CaseFinding) -> Resolution:
    return Resolution(
        finding=finding.key,
        remedy=Remedy.INQUIRY,
        inquiry=flag.inquiry,
        answer=flag.answer,
        evidence=flag.evidence,
        by=flag.resolved_by,
        at=flag.resolved_at,
        seen=flag.seen or finding.fingerprint,
    )


def _license(one: Resolution, finding: CaseFinding, facts: CaseFacts) -> list[Lack]:
    held = facts.case.license(one.license)
    if held is None or not held.number.strip():
        return [Lack.NO_LICENSE]
    if held.expires_on is not None and held.expires_on < facts.export_on:
        return [Lack.LICENSE_EXPIRED]
    if finding.agencies and held.agency not in finding.agencies:
        return [Lack.OTHER_AGENCY]
    return []


def _reason(one: Resolution) -> list[Lack]:
    return [] if one.reason.strip() else [Lack.NO_REASON]


def _evidence(one: Resolution) -> list[Lack]:
    return [] if one.evidence else [Lack.NO_EVIDENCE]


def _answer(one: Resolution) -> list[Lack]:
    return [] if one.answer.strip() else [Lack.NO_ANSWER]


def _inquiry(one: Resolution) -> list[Lack]:
    return [] if one.inquiry.strip() else [Lack.NO_INQUIRY]


def _second_name(one: Resolution) -> list[Lack]:
    return [] if is_second_name(one.second_name, one.by) else [Lack.NO_SECOND_NAME]


def is_second_name(name: str, of: str) -> bool:
    """Whether a name is that of another person than `of`.

    It is not another one because its words stand in another order.
    """
    second, first = (sorted(_WORDS.findall(folded(one))) for one in (name, of))
    is_name = any(character.isalpha() for word in second for character in word)
    return is_name and second != first


_WORDS = re.compile(r"\w+")

_NEEDS: Mapping[Remedy, Callable[[Resolution], list[Lack]]] = {
    Remedy.LICENSE: lambda one: [],
    Remedy.AGENCY_ANSWER: lambda one: _answer(one) + _evidence(one),
    Remedy.INQUIRY: lambda one: _inquiry(one) + _answer(one) + _evidence(one),
    Remedy.EVIDENCE: lambda one: _reason(one) + _evidence(one),
    Remedy.REASON: _reason,
    Remedy.OVERRIDE: lambda one: _reason(one) + _second_name(one),
}
