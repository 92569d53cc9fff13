"""Which sources of lists are in use, and how old their lists are: pure, for every door."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta

from exportdesk.core.clock import Moment
from exportdesk.core.company import Settings
from exportdesk.core.editions import OWN, Edition
from exportdesk.core.errors import BadInput
from exportdesk.core.ids import SourceKey
from exportdesk.core.list_checks import CheckState, ListCheck
from exportdesk.lists import Catalogue, Source

# A little less than a day: who starts the program at nine each morning shall not come to noon.
DAILY = timedelta(hours=20)
AFTER_REFUSAL = timedelta(hours=4)
AFTER_FAILURE = timedelta(hours=1)


def is_on(source: Source, turned: Mapping[SourceKey, bool], *, held: bool) -> bool:
    """Whether a source is in use: as the user turned it, else as the catalogue has it.

    A list that was brought in is in use unless it is turned off: nobody imports one to ignore it.
    """
    return turned.get(source.key, held or (source.on and not source.is_own))


def sources_in_use(
    catalogue: Catalogue, turned: Mapping[SourceKey, bool], held: Iterable[SourceKey]
) -> tuple[Source, ...]:
    """Return the sources in use, in the catalogue's order, own lists last.

    `held` are the sources that have an edition in force.
    """
    keys = frozenset(held)
    return tuple(
        source
        for source in every_source(catalogue, keys)
        if is_on(source, turned, held=source.key in keys)
    )


def editions_in_use(
    catalogue: Catalogue, turned: Mapping[SourceKey, bool], editions: Iterable[Edition]
) -> tuple[Edition, ...]:
    """Return those of the editions in force whose source is in use: what is screened against."""
    in_force = tuple(editions)
    used = sources_in_use(catalogue, turned, (edition.source for edition in in_force))
    keys = {source.key for source in used}
    strange = _strange(catalogue, in_force)
    return tuple(
        edition
        for edition in in_force
        if edition.source in keys
        # Of a source that the catalogue has no more: a list is never dropped without a word.
        or (edition.source in strange and turned.get(edition.source, True))
    )


def every_source(catalogue: Catalogue, held: Iterable[SourceKey]) -> tuple[Source, ...]:
    """Return the catalogue's sources and the own lists among those held."""
    own = [catalogue.source(key) for key in sorted(held) if key.startswith(OWN)]
    return (*catalogue.sources, *own)


def _strange(catalogue: Catalogue, editions: Iterable[Edition]) -> set[SourceKey]:
    strange = set()
    for edition in editions:
        try:
            catalogue.source(edition.source)
        except BadInput:
            strange.add(edition.source)
    return strange


def current_as_of(edition: Edition, check: ListCheck | None) -> date:
    """Return the last day on which an edition is known to have been its publisher's newest.

    `check` is the last good check of its source. The publisher's own date, unless the publisher
    was asked later and had nothing newer.
    """
    dated = edition.published or edition.obtained.local.date()
    asked = confirmed(edition, check)
    return dated if asked is None else max(dated, asked)


def confirmed(edition: Edition, check: ListCheck | None) -> date | None:
    """Return the day on which the publisher last said that an edition is its newest.

    `check` is the last good check of its source; it says nothing where it was of another edition.
    What came in a bundle was perhaps confirmed where that was written. None where nobody asked.
    """
    days = [edition.bundle.confirmed] if edition.bundle is not None else []
    if check is not None and check.is_good and check.edition == edition.id:
        days.append(check.at.local.date())
    return max((day for day in days if day is not None), default=None)


def days_old(edition: Edition, check: ListCheck | None, today: date) -> int:
    """Return for how many days nobody has known whether an edition is the newest."""
    return max(0, (today - current_as_of(edition, check)).days)


def is_old(
    source: Source, edition: Edition, check: ListCheck | None, today: date, limit: int
) -> bool:
    """Whether a newer edition is due: older than the user's limit, and than its publisher's pace.

    An own list is as the user keeps it, however old.
    """
    return not source.is_own and days_old(edition, check, today) > max(limit, source.days)


Checks = Mapping[SourceKey, ListCheck | None]


def due(
    now: Moment, settings: Settings, checks: Checks, *, starting: bool = False
) -> tuple[SourceKey, ...]:
    """Return the sources to ask for newer lists now, without anybody having said so.

    `checks` has the last check of every source in use that the program can fetch, None where there
    was none; `starting` as against a program that is open for a while.
    """
    if not looks_by_itself(settings, checks, starting=starting):
        return ()
    return tuple(key for key, check in checks.items() if check is None or _is_over(check, now.at))


def looks_by_itself(settings: Settings, checks: Checks, *, starting: bool) -> bool:
    """Whether the program may look for newer lists by itself.

    Where the user has not said, only after lists were fetched once: until then the program connects
    to nothing.
    """
    said = settings.check_on_start if starting else settings.check_daily
    return any(check is not None for check in checks.values()) if said is None else said


def next_check(check: ListCheck) -> datetime:
    """Return when the daily check asks again, after what came of the last one."""
    if check.state is CheckState.FAILED:
        return check.at.at + AFTER_FAILURE
    return check.at.at + (AFTER_REFUSAL if check.state is CheckState.REFUSED else DAILY)


def _is_over(check: ListCheck, now: datetime) -> bool:
    # A check in the future is one made before the clock was put right.
    return now >= next_check(check) or check.at.at > now
