"""How the parties beside each source add up to what parties are compared with in all."""

from collections.abc import Iterable

from exportdesk.core.figures import figure
from exportdesk.core.i18n import _, ngettext
from exportdesk.core.ids import SourceKey
from exportdesk.operations.lists_status import SourceStatus


def counts_words(statuses: Iterable[SourceStatus], total: int) -> str:
    """Return what the counts come to, and why they do not add up where they do not.

    What a source that is off has is counted where it is included; that one may have more lists than
    any other here tells. An entry that two sources tell counts once.
    """
    known = list(statuses)
    used = [one for one in known if one.on and one.edition is not None]
    if not used:
        return ""
    said = [
        ngettext(
            "Your parties are compared with {count} listed party.",
            "Your parties are compared with {count} listed parties.",
            total,
        ).format(count=figure(total))
    ]
    for one in used:
        rest = _rest(one, known)
        if rest is None:
            continue
        said.append(
            _('What is marked "Included" counts in the {source}.').format(source=one.source.name)
        )
        if rest:
            said.append(
                ngettext(
                    "{count} more of its parties is on a list that has no line here.",
                    "{count} more of its parties are on lists that have no line here.",
                    rest,
                ).format(count=figure(rest))
            )
    twice = sum(one.edition.listings for one in used if one.edition is not None) - total
    if twice > 0:
        said.append(
            ngettext(
                "{count} is told by two sources and counts once.",
                "{count} are told by two sources and count once.",
                twice,
            ).format(count=figure(twice))
        )
    return " ".join(said)


def _rest(general: SourceStatus, known: Iterable[SourceStatus]) -> int | None:
    """Return how many parties of a source no other line counts, None where none is included."""
    if general.edition is None:
        return None
    details = [one for one in known if SourceKey(one.source.detail_of) == general.source.key]
    if not any(one.held_in is not None for one in details):
        return None
    counts = general.edition.counts
    told = {each.code for one in details for each in one.source.lists}
    return sum(count for code, count in counts.items() if code not in told)
