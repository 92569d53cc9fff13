"""Backups: what one holds, when the next is due, which old ones may go."""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from exportdesk.core.clock import Moment, parse_utc

DAYS, WEEKS, MONTHS = 7, 4, 12
RESTORE_NOTE = "restore.json"
"""Stands in a workspace while a restore waits to change its files over, and until it has."""

SKIPPED = 100
"""How many paper numbers a restored workspace leaves out: they may stand on papers made since."""

_RETRY = timedelta(hours=1)
_REFRESH = timedelta(hours=1)
_STAMP = "%Y%m%dT%H%M%SZ"
_NAME = re.compile(r"exportdesk-([0-9a-f]{12})-(\d{8}T\d{6}Z)\.zip")


@dataclass(frozen=True, slots=True)
class BackupPlan:
    """Where daily backups go ("" for a folder in the workspace), and whether they are made.

    `owner` stands in their names: two workspaces may share a folder.
    """

    folder: str = ""
    daily: bool = True
    owner: str = ""


@dataclass(frozen=True, slots=True)
class BackupState:
    """The last good daily backup, and what is wrong since: times are UTC text, "" for never.

    `by_hand` is when one was last made by hand, and `hand_path` where. `fault` is a code with its
    facts, "" where the last daily attempt went well. `events` counts those that the last daily one
    holds.
    """

    at: str = ""
    path: str = ""
    size: int = 0
    by_hand: str = ""
    hand_path: str = ""
    tried: str = ""
    fault: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)
    events: int = 0


@dataclass(frozen=True, slots=True)
class BackupPart:
    """One file in a backup."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class BackedUpList:
    """One list in a backup: its source, the day of its edition, how many listings."""

    source: str
    edition: str
    day: str
    listings: int


@dataclass(frozen=True, slots=True)
class BackupManifest:
    """What a backup says of itself. `schema` is the last change of each database's form.

    That of a workspace with a password tells the key's `mark`, and what says something of the
    company stands encrypted in `sealed`.
    """

    format: str
    version: int
    program: str
    made: Moment
    host: str
    company: str
    counts: Mapping[str, int]
    events: int
    head: str
    schema: Mapping[str, str]
    lists: tuple[BackedUpList, ...]
    parts: tuple[BackupPart, ...]
    mark: str = ""
    sealed: bytes = b""

    @property
    def is_sealed(self) -> bool:
        """Whether the workspace had a password when it was made."""
        return bool(self.mark)

    @property
    def is_covered(self) -> bool:
        """Whether what says something of the company cannot be read yet."""
        return bool(self.sealed)

    @property
    def size(self) -> int:
        """How many bytes it takes when unpacked."""
        return sum(part.size for part in self.parts)


def file_name(owner: str, at: datetime) -> str:
    """Return what a daily backup is called."""
    return f"exportdesk-{owner}-{at.astimezone(UTC).strftime(_STAMP)}.zip"


def is_daily_name(name: str) -> bool:
    """Whether a file is called as a daily backup is, of this workspace or another."""
    return _NAME.fullmatch(name) is not None


def made_at(name: str, owner: str) -> datetime | None:
    """Return when a daily backup of this workspace was made; None for any other file's name."""
    found = _NAME.fullmatch(name)
    if found is None or found[1] != owner:
        return None
    try:
        return datetime.strptime(found[2], _STAMP).replace(tzinfo=UTC)
    except ValueError:
        return None


def is_due(plan: BackupPlan, state: BackupState, now: Moment, changed: Callable[[], bool]) -> bool:
    """Whether the backup of this day is to be made, or made anew.

    Anew an hour later where the workspace has `changed` since: the day's first holds nothing of the
    day. A clock that was moved back makes it due too: a backup "of tomorrow" says nothing of today.
    What failed is tried again after an hour.
    """
    if not plan.daily:
        return False
    if state.fault and state.tried and timedelta() <= now.at - parse_utc(state.tried) < _RETRY:
        return False
    if not state.at:
        return True
    last = Moment.of(parse_utc(state.at), now.zone)
    if last.local.date() != now.local.date():
        return True
    return not timedelta() <= now.at - last.at < _REFRESH and changed()


def superseded(made: Collection[datetime], now: Moment, newest: datetime) -> set[datetime]:
    """Return which of the backups made at these times may go.

    The newest of each of the last 7 days, 4 weeks and 12 months that have one stays, and so does
    `newest`, whatever the clock says. Days are those of who works here: one of the evening is no
    other day's. One from the future is neither counted nor given up.
    """
    past = sorted((one for one in made if one <= now.at), reverse=True)
    keep = {newest}

    def day_of(one: datetime) -> date:
        return Moment.of(one, now.zone).local.date()

    rules: tuple[tuple[int, Callable[[datetime], object]], ...] = (
        (DAYS, day_of),
        (WEEKS, lambda one: day_of(one).isocalendar()[:2]),
        (MONTHS, lambda one: (day_of(one).year, day_of(one).month)),
    )
    for most, period in rules:
        seen: set[object] = set()
        for one in past:
            if period(one) not in seen and len(seen) < most:
                seen.add(period(one))
                keep.add(one)
    return set(past) - keep
