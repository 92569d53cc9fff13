"""What the ownership calculation takes and what it shows: parties, sums and steps, line by line."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from exportdesk.rulebook import OwnershipRule, State


@dataclass(frozen=True, slots=True)
class OwnerListing:
    """A listing that a party is, or may be: `is_confirmed` where somebody decided that it is.

    `list` is the list's code (an address entry of the Entity List is EL-ADDR), `requirement` the
    license requirement as published. A listing decided as another party does not belong here.
    """

    list: str
    programs: tuple[str, ...] = ()
    is_confirmed: bool = True
    uid: str = ""
    requirement: str = ""


@dataclass(frozen=True, slots=True)
class OwnerParty:
    """The firm asked about, or somebody who owns it, with the listings it is or may be."""

    id: str
    name: str
    listings: tuple[OwnerListing, ...] = ()
    is_screened: bool = True
    is_person: bool = False


@dataclass(frozen=True, slots=True)
class ListedOwner:
    """An owner with the listings for which it counts, or may count, under a rule."""

    party: OwnerParty
    listings: tuple[OwnerListing, ...]


class Ground(StrEnum):
    """Why an owner's share counts."""

    LISTED = "listed"
    OWNED = "owned"  # it counts as listed itself, because of its own owners


@dataclass(frozen=True, slots=True)
class ShareLine:
    """One owner's share that counts in a step, and why."""

    owner: OwnerParty
    percent: Decimal
    ground: Ground
    lists: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the calculation to show: a code that `core.words` has a sentence for."""

    code: str
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Step:
    """One firm's sum: the shares that count, what they come to, and whether that is enough."""

    firm: OwnerParty
    shares: tuple[ShareLine, ...]
    total: Decimal
    reached: bool
    rule: OwnershipRule

    def lines(self) -> Iterator[Line]:
        """Yield the step line by line: a line for each share, then what follows."""
        facts: dict[str, object] = {
            "firm": self.firm.name,
            "total": percent_text(self.total),
            "threshold": percent_text(self.rule.threshold),
            "counts_as": self.rule.counts_as,
        }
        for share in self.shares:
            shared = {
                **facts,
                "owner": share.owner.name,
                "percent": percent_text(share.percent),
                "lists": ", ".join(share.lists),
            }
            yield Line(f"ownership-share-{share.ground}", shared)
        if not self.shares:
            yield Line("ownership-step-none", facts)
        else:
            yield Line(f"ownership-step-{'reached' if self.reached else 'below'}", facts)


@dataclass(frozen=True, slots=True)
class OwnershipSum:
    """What the owners of a firm come to under one rule.

    `total` counts confirmed owners and known shares. `could_be` is the most it can be, should the
    undecided owners be listed and the unknown shares be all that is left. `counted` are the owners
    that count, by being `listed` or through their own owners; `could_count` those that may.
    """

    rule: OwnershipRule
    on: date
    state: State
    total: Decimal
    could_be: Decimal
    steps: tuple[Step, ...]
    listed: tuple[ListedOwner, ...]
    undecided: tuple[ListedOwner, ...]
    counted: frozenset[str]
    could_count: frozenset[str]

    @property
    def reached(self) -> bool:
        """Whether the firm reaches the threshold, whether the rule is in force or not."""
        return self.total >= self.rule.threshold

    @property
    def could_reach(self) -> bool:
        """Whether it may reach the threshold once what is open is known."""
        return self.could_be >= self.rule.threshold

    @property
    def limits(self) -> tuple[str, ...]:
        """What the rule does not say, to be shown with the sum."""
        return self.rule.limits

    def lines(self) -> Iterator[Line]:
        """Yield the whole calculation line by line."""
        for step in self.steps:
            yield from step.lines()


def percent_text(percent: Decimal) -> str:
    """Return a share as people write it: 50, 49.99, 33.3."""
    text = f"{percent:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
