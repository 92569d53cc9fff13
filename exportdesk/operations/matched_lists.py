"""What parties are compared with: the lists in use, less what another source has in full."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from exportdesk.core.editions import Edition
from exportdesk.core.errors import BadInput
from exportdesk.core.ids import SourceKey
from exportdesk.core.listings import Listing
from exportdesk.lists import Catalogue, Source
from exportdesk.operations.source_settings import editions_in_use
from exportdesk.storage.lists_db import ListsDb


@dataclass(frozen=True, slots=True)
class Superseding:
    """The `lists` that `by` has in full, of which `source` tells less.

    Where `source` is the newer edition, the entries that only it has stay (`newer_kept`): a
    detailed file that nobody brings up to date must never hide who was listed since.
    """

    source: SourceKey
    by: SourceKey
    lists: tuple[str, ...]
    newer_kept: bool = False


@dataclass(frozen=True, slots=True)
class MatchedLists:
    """The editions in use, and which of their lists give way to others."""

    editions: tuple[Edition, ...]
    superseding: tuple[Superseding, ...] = ()

    @property
    def facts(self) -> list[object]:
        """What is different where other listings would be compared, as plain values."""
        return [
            *sorted(edition.id for edition in self.editions),
            *([one.source, one.by, *one.lists, one.newer_kept] for one in self.superseding),
        ]


Choose = Callable[[Iterable[Edition]], MatchedLists]


def all_of(editions: Iterable[Edition]) -> MatchedLists:
    """Return all of these editions as matched, whole."""
    return MatchedLists(tuple(editions))


def matched_lists(
    editions: Iterable[Edition],
    catalogue: Catalogue,
) -> MatchedLists:
    """Return what is matched of these editions, one of each source in use.

    A source in full takes the place of the lists that its edition really holds, and of no others.
    """
    used = tuple(editions)
    by_source = {edition.source: edition for edition in used}
    superseding = []
    for edition in used:
        source = _known(catalogue, edition.source)
        general = by_source.get(SourceKey(source.detail_of)) if source else None
        if source is None or general is None:
            continue
        codes = [one.code for one in source.lists if edition.counts.get(one.code)]
        lists = tuple(sorted(code for code in codes if general.counts.get(code)))
        if lists:
            newer = _dated(general) > _dated(edition)
            superseding.append(Superseding(general.source, edition.source, lists, newer))
    return MatchedLists(used, tuple(superseding))


def chosen(catalogue: Catalogue, turned: Mapping[SourceKey, bool]) -> Choose:
    """Return what chooses, of the editions in force, those of the sources in use.

    `turned` are the sources that the user turned on or off.
    """

    def choose(editions: Iterable[Edition]) -> MatchedLists:
        return matched_lists(editions_in_use(catalogue, turned, editions), catalogue)

    return choose


def told_by(source: Source, catalogue: Catalogue) -> tuple[SourceKey, ...]:
    """Return the other sources that tell the lists of `source`, in more or in less detail."""
    less = (SourceKey(source.detail_of),) if source.detail_of else ()
    return less + tuple(one.key for one in catalogue.sources if one.detail_of == source.key)


def matched_listings(
    db: ListsDb, matched: MatchedLists, *, as_of_their_day: bool = False
) -> Iterator[Listing]:
    """Yield every listing that is compared with parties, without its record.

    `as_of_their_day`: what the editions held, though others may be in force since.
    """
    from exportdesk.screening import Entries, entry_of  # the rules of names

    kept: dict[tuple[SourceKey, str], Entries | None] = {}
    told: dict[tuple[SourceKey, str], Entries] = {}
    for one in matched.superseding:
        for code in one.lists:
            entries = Entries() if one.newer_kept else None
            kept[one.source, code] = entries
            if entries is not None:
                told[one.by, code] = entries
    # Those that give way come last: by then it is known who else tells their entries.
    giving_way = {one.source for one in matched.superseding}
    order = sorted(matched.editions, key=lambda edition: edition.source in giving_way)
    for edition in order:
        held = (
            db.listings_as_of(edition.id)
            if as_of_their_day
            else db.current_listings(edition.source)
        )
        for listing in held:
            place = (listing.source, listing.list)
            if place in told:
                told[place].add(entry_of(listing))
            if place in kept:
                entries = kept[place]
                if entries is None or entries.holds(entry_of(listing)):
                    continue
            yield listing


def _known(catalogue: Catalogue, key: SourceKey) -> Source | None:
    try:
        return catalogue.source(key)
    except BadInput:
        return None  # of a source that the catalogue has no more; its list is matched all the same


def _dated(edition: Edition) -> date:
    return edition.published or edition.obtained.local.date()
