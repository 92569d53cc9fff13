"""Which listings that parties are compared with are others than they were."""

from collections.abc import Iterable, Iterator

from exportdesk.core.editions import Edition
from exportdesk.core.errors import BadInput
from exportdesk.core.ids import EditionId, SourceKey
from exportdesk.core.listings import Listing
from exportdesk.lists import Catalogue
from exportdesk.operations.matched_lists import MatchedLists, matched_lists
from exportdesk.screening.touching import ListChanges
from exportdesk.storage.lists_db import ListsDb
from exportdesk.storage.lists_history import ListsHistory

# Beyond that many, everybody is screened anyway: no need to hold them all.
_MOST = 20_000

Pair = tuple[Listing | None, Listing | None]


def changes_since(
    db: ListsDb, editions: Iterable[EditionId], now: MatchedLists, catalogue: Catalogue
) -> ListChanges | None:
    """Return what changed in the matched listings since these editions were in use.

    None where that cannot be told, or is too much to be worth telling: an edition that is not on
    file any more, or lists that give way to others otherwise than they did.
    """
    history = ListsHistory(db.db)
    try:
        then = matched_lists([history.edition(one) for one in editions], catalogue)
    except BadInput:
        return None
    if _giving_way(then) != _giving_way(now) or _is_partial(then) or _is_partial(now):
        return None
    hidden = {(one.source, code) for one in now.superseding for code in one.lists}
    before: list[Listing] = []
    after: list[Listing] = []
    for was, is_now in _pairs(db, history, then, now):
        if was is not None and (was.source, was.list) not in hidden:
            before.append(was)
        if is_now is not None and (is_now.source, is_now.list) not in hidden:
            after.append(is_now)
        if len(before) + len(after) > _MOST:
            return None
    return ListChanges(tuple(before), tuple(after))


def _pairs(
    db: ListsDb, history: ListsHistory, then: MatchedLists, now: MatchedLists
) -> Iterator[Pair]:
    old, new = _by_source(then), _by_source(now)
    for source in sorted(old.keys() | new.keys()):
        was, is_now = old.get(source), new.get(source)
        if was is None and is_now is not None:
            yield from ((None, listing) for listing in db.listings_as_of(is_now.id))
        elif is_now is None and was is not None:
            yield from ((listing, None) for listing in db.listings_as_of(was.id))
        elif was is not None and is_now is not None and was.id != is_now.id:
            yield from history.differing(was.id, is_now.id)


def _by_source(matched: MatchedLists) -> dict[SourceKey, Edition]:
    return {edition.source: edition for edition in matched.editions}


def _giving_way(matched: MatchedLists) -> set[tuple[object, ...]]:
    return {(one.source, one.by, one.lists) for one in matched.superseding}


def _is_partial(matched: MatchedLists) -> bool:
    """Whether single entries give way: a change in one source then tells in another."""
    return any(one.newer_kept for one in matched.superseding)
