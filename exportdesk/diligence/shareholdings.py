"""Who holds what of whom: holdings as entered become one share for each owner of each firm."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from decimal import Decimal

WHOLE = Decimal(100)
NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class Holding:
    """One owner's share in one firm in percent, None where it is not known."""

    owner: str
    owned: str
    percent: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Share:
    """What is known of one owner's share in one firm: at least, at most, and how often entered.

    `at_most` is None where the share, or a part of it, is not known. It differs from `at_least`
    where the same owner stands there more than once: the greatest counts for sure, the sum perhaps.
    """

    owner: str
    owned: str
    at_least: Decimal
    at_most: Decimal | None
    entered: int = 1

    @property
    def is_open(self) -> bool:
        """Whether the share is not known."""
        return self.at_most is None


class Shareholdings:
    """The shares by firm, with what in them cannot be right."""

    def __init__(self, holdings: Iterable[Holding]) -> None:
        entered: dict[tuple[str, str], list[Decimal | None]] = {}
        self.own: list[Holding] = []
        self.not_percent: list[Holding] = []
        for holding in holdings:
            percent = _percent(holding)
            if percent is None and holding.percent is not None:
                self.not_percent.append(holding)
            if holding.owner == holding.owned:
                self.own.append(holding)
                continue
            entered.setdefault((holding.owned, holding.owner), []).append(percent)
        self._of: dict[str, list[Share]] = {}
        for (owned, owner), percents in entered.items():
            self._of.setdefault(owned, []).append(_share(owner, owned, percents))

    def of(self, firm: str) -> list[Share]:
        """Return the shares in a firm, in the order in which their owners were entered."""
        return self._of.get(firm, [])

    def held_by(self, owner: str) -> list[Share]:
        """Return the shares that somebody holds in others."""
        return [share for shares in self._of.values() for share in shares if share.owner == owner]

    def known(self, firm: str) -> Decimal:
        """Return the sum of all known shares in a firm, whoever holds them."""
        return sum((share.at_least for share in self.of(firm)), NOTHING)

    def above(self, firm: str) -> list[str]:
        """Return the firm and everybody who owns it, directly or through others, nearest first."""
        found, seen = [firm], {firm}
        for one in found:
            new = [share.owner for share in self.of(one) if share.owner not in seen]
            found += new
            seen.update(new)
        return found

    def in_circles(self, firm: str) -> list[str]:
        """Return those above the firm, or the firm, who own themselves through others."""
        return [
            one
            for one in self.above(firm)
            if any(one in self.above(share.owner) for share in self.of(one))
        ]

    def held_at_least(self, firm: str, owners: Collection[str]) -> Decimal:
        """Return how much of a firm these owners hold for sure."""
        return sum((s.at_least for s in self.of(firm) if s.owner in owners), NOTHING)

    def held_at_most(self, firm: str, owners: Collection[str]) -> Decimal:
        """Return how much of a firm these owners may hold.

        An unknown share may be all that the known ones leave. Where those make more than the whole
        they cannot be trusted, and it may be everything.
        """
        theirs = [share for share in self.of(firm) if share.owner in owners]
        held = sum((s.at_least if s.at_most is None else s.at_most for s in theirs), NOTHING)
        if not any(share.is_open for share in theirs):
            return held
        left = WHOLE - self.known(firm)
        return held + (left if left >= 0 else WHOLE)


def cascade(
    firms: Collection[str],
    listed: Collection[str],
    held: Callable[[str, Collection[str]], Decimal],
    threshold: Decimal,
) -> list[list[str]]:
    """Return the firms that come to count as listed, round by round.

    `held(firm, owners)` is how much of a firm these owners hold together, in percent.
    A firm counts as soon as those who count hold the threshold of it together; from then on it
    counts as an owner itself, with its whole share. Nobody counts by owning itself in a circle.
    """
    counted = set(listed)
    rounds: list[list[str]] = []
    while True:
        reached = [f for f in firms if f not in counted and held(f, counted) >= threshold]
        if not reached:
            return rounds
        counted.update(reached)
        rounds.append(reached)


def _share(owner: str, owned: str, percents: list[Decimal | None]) -> Share:
    known = [percent for percent in percents if percent is not None]
    at_most = sum(known, NOTHING) if len(known) == len(percents) else None
    return Share(owner, owned, max(known, default=NOTHING), at_most, len(percents))


def _percent(holding: Holding) -> Decimal | None:
    """Return the share if it is a number that can be a share; more than the whole is looked at
    where the shares of a firm are added.
    """
    percent = holding.percent
    if percent is None or not percent.is_finite() or percent < 0:
        return None
    return percent
