"""Whether a firm counts as listed because of who owns it: one sum for each agency's rule.

Shares of owners that count are added. A firm that reaches the threshold counts as listed itself,
so its whole holding counts further down; shares are never multiplied. Pure: what the rules are, and
whether one is in force, comes from the rulebook.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from exportdesk.diligence.findings import Finding, gravest_first, strictest
from exportdesk.diligence.ownership_findings import data_findings, rule_findings
from exportdesk.diligence.ownership_view import (
    Ground,
    ListedOwner,
    OwnerListing,
    OwnerParty,
    OwnershipSum,
    ShareLine,
    Step,
)
from exportdesk.diligence.shareholdings import NOTHING, Holding, Shareholdings, cascade
from exportdesk.rulebook import Consequence, OwnershipRule, OwnershipRules


@dataclass(frozen=True, slots=True)
class OwnershipResult:
    """What comes of who owns a firm: the sum under each rule, and all findings, gravest first."""

    firm: OwnerParty
    on: date
    sums: tuple[OwnershipSum, ...]
    findings: tuple[Finding, ...]

    @property
    def consequence(self) -> Consequence | None:
        """The strictest consequence of all findings, None where nothing follows."""
        return strictest(finding.consequence for finding in self.findings)

    def sum_of(self, rule: str) -> OwnershipSum:
        """Return the sum under one rule; KeyError where there is none."""
        return {each.rule.code: each for each in self.sums}[rule]


def ownership(
    firm: str,
    parties: Iterable[OwnerParty],
    holdings: Iterable[Holding],
    rules: OwnershipRules,
    on: date,
) -> OwnershipResult:
    """Return what the owners of `firm` make of it under each rule, as of a day.

    `parties` are the firm and its owners with the lists they are on; somebody who is only named in
    a holding counts as not screened. What the firm itself is listed for is not looked at here.
    """
    known = {party.id: party for party in parties}
    all_holdings = tuple(holdings)
    for holding in all_holdings:
        for one in (holding.owner, holding.owned):
            known.setdefault(one, OwnerParty(one, one, is_screened=False))
    asked = known.setdefault(firm, OwnerParty(firm, firm, is_screened=False))
    shares = Shareholdings(all_holdings)
    sums = tuple(_sum(rule, firm, known, shares, on) for rule in rules.rules)
    findings = [
        *(finding for each in sums for finding in rule_findings(each, firm, known, shares)),
        *data_findings(firm, known, shares),
    ]
    return OwnershipResult(asked, on, sums, gravest_first(findings))


def _sum(
    rule: OwnershipRule,
    firm: str,
    parties: Mapping[str, OwnerParty],
    shares: Shareholdings,
    on: date,
) -> OwnershipSum:
    above = shares.above(firm)
    owners = above[1:]
    listed = [one for one in owners if _listed(rule, parties[one], sure=True)]
    perhaps = [one for one in owners if _listed(rule, parties[one], sure=False)]
    # What the firm owns in its own owners cannot make it count, so it is no owner here.
    rounds = cascade(owners, listed, shares.held_at_least, rule.threshold)
    counted = {*listed, *(one for reached in rounds for one in reached)}
    could = cascade(owners, {*listed, *perhaps}, shares.held_at_most, rule.threshold)
    could_count = {*listed, *perhaps, *(one for reached in could for one in reached)}
    return OwnershipSum(
        rule=rule,
        on=on,
        state=rule.switch.in_force(on),
        total=shares.held_at_least(firm, counted),
        could_be=shares.held_at_most(firm, could_count),
        steps=_steps(rule, firm, parties, shares, listed, rounds),
        listed=tuple(_owner(rule, parties[one], sure=True) for one in listed),
        undecided=tuple(_owner(rule, parties[one], sure=False) for one in perhaps),
        counted=frozenset(counted),
        could_count=frozenset(could_count),
    )


def _listed(rule: OwnershipRule, party: OwnerParty, *, sure: bool) -> list[OwnerListing]:
    """Return the listings for which the party counts for sure, or only perhaps."""
    covered = [(each, rule.covers(each.list, each.programs)) for each in party.listings]
    if any(each.is_confirmed and covers for each, covers in covered):
        return [each for each, covers in covered if sure and each.is_confirmed and covers]
    return [each for each, covers in covered if not sure and covers is not False]


def _owner(rule: OwnershipRule, party: OwnerParty, *, sure: bool) -> ListedOwner:
    return ListedOwner(party, tuple(_listed(rule, party, sure=sure)))


def _steps(
    rule: OwnershipRule,
    firm: str,
    parties: Mapping[str, OwnerParty],
    shares: Shareholdings,
    listed: Sequence[str],
    rounds: Sequence[Sequence[str]],
) -> tuple[Step, ...]:
    counting = set(listed)
    steps: list[Step] = []
    told: set[str] = set()
    for reached in rounds:
        steps += [_step(rule, one, parties, shares, listed, counting) for one in reached]
        told.update(reached)
        counting.update(reached)
    # Firms of which those who count hold less end the calculation on their branch: say that too.
    for one in shares.above(firm)[1:]:
        if one not in told and one not in listed and shares.held_at_least(one, counting):
            steps.append(_step(rule, one, parties, shares, listed, counting))
    steps.append(_step(rule, firm, parties, shares, listed, counting))
    return tuple(steps)


def _step(
    rule: OwnershipRule,
    firm: str,
    parties: Mapping[str, OwnerParty],
    shares: Shareholdings,
    listed: Sequence[str],
    counting: set[str],
) -> Step:
    lines = tuple(
        ShareLine(
            owner=parties[share.owner],
            percent=share.at_least,
            ground=Ground.LISTED if share.owner in listed else Ground.OWNED,
            lists=tuple(
                dict.fromkeys(each.list for each in _listed(rule, parties[share.owner], sure=True))
            ),
        )
        for share in shares.of(firm)
        if share.owner in counting and share.at_least > NOTHING
    )
    total = sum((line.percent for line in lines), NOTHING)
    return Step(parties[firm], lines, total, total >= rule.threshold, rule)
