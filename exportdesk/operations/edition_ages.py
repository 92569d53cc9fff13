"""How old editions are, and what a paper says of each that parties were compared with."""

from collections.abc import Iterable, Mapping
from datetime import date

from exportdesk.core.editions import Edition, EditionUse, GivenWay, is_age_unknown
from exportdesk.core.errors import BadInput
from exportdesk.core.ids import SourceKey
from exportdesk.core.list_checks import ListCheck
from exportdesk.lists import Catalogue, Source
from exportdesk.operations.lists_status import Freshness, SourceStatus
from exportdesk.operations.matched_lists import MatchedLists
from exportdesk.operations.source_settings import confirmed, days_old, is_old


def uses_of(
    matched: MatchedLists,
    catalogue: Catalogue,
    good: Mapping[SourceKey, ListCheck],
    limit: int,
    day: date,
) -> tuple[EditionUse, ...]:
    """Return what there is to say of the editions compared with, as old as they are on `day`.

    `good` holds the last good check of each source, `limit` the age in days the user allows.
    """
    return tuple(
        EditionUse(
            id=edition.id,
            source=edition.source,
            source_name=catalogue.name_of(edition.source),
            published=edition.published,
            published_said=edition.published_said,
            imported=edition.imported,
            sha256=edition.sha256,
            listings=edition.listings,
            counts=edition.counts,
            skipped=sum(skipped.count for skipped in edition.skipped),
            too_old=_is_too_old(edition, good.get(edition.source), catalogue, limit, day),
            findings=edition.findings,
            override_reason=edition.override_reason,
            given_way=tuple(
                GivenWay(one.lists, one.by, catalogue.name_of(one.by), one.newer_kept)
                for one in matched.superseding
                if one.source == edition.source
            ),
            confirmed=confirmed(edition, good.get(edition.source)),
            bundle=edition.bundle,
            letter=edition.letter,
        )
        for edition in matched.editions
    )


def status_of(
    source: Source,
    edition: Edition | None,
    good: Mapping[SourceKey, ListCheck],
    limit: int,
    day: date,
) -> SourceStatus:
    """Return how a source with this edition in force stands on `day`."""
    if edition is None:
        return SourceStatus(source, None, None, Freshness.NONE)
    check = good.get(source.key)
    freshness = Freshness.CURRENT
    if is_old(source, edition, check, day, limit):
        freshness = Freshness.OLD
    elif is_age_unknown(source.key, edition.published, confirmed(edition, check)):
        freshness = Freshness.UNKNOWN
    return SourceStatus(source, edition, days_old(edition, check, day), freshness)


def overall(held: Iterable[SourceStatus]) -> Freshness:
    """Return how sources stand together: as the worst of them does."""
    found = {status.freshness for status in held}
    worst = (Freshness.OLD, Freshness.UNKNOWN, Freshness.CURRENT)
    return next((one for one in worst if one in found), Freshness.NONE)


def _is_too_old(
    edition: Edition, check: ListCheck | None, catalogue: Catalogue, limit: int, day: date
) -> bool:
    try:
        source = catalogue.source(edition.source)
    except BadInput:  # the catalogue has it no more: the user's limit alone counts
        return days_old(edition, check, day) > limit
    return is_old(source, edition, check, day, limit)
