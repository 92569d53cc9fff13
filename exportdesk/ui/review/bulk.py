"""What is said before several matches are decided at once."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from exportdesk.core.figures import figure
from exportdesk.core.i18n import _, ngettext
from exportdesk.rulebook import Consequence, ListMeaning, Rulebook
from exportdesk.storage.book_matches import Queued


def strictest(matches: Iterable[Queued], rulebook: Rulebook) -> ListMeaning | None:
    """Return the meaning of the list from which most follows."""
    order = list(Consequence)
    found = [rulebook.meaning_of(one.match.match.list, one.match.match.kind) for one in matches]
    return min(found, key=lambda one: order.index(one.consequence), default=None)


def bulk_detail(matches: Sequence[Queued], reason: str, list_title: Callable[[str], str]) -> str:
    """Return what will be decided, on which lists, and why."""
    lists = Counter(one.match.match.list for one in matches)
    on = ", ".join(f"{list_title(code)} ({figure(count)})" for code, count in lists.most_common())
    others = ngettext("Besides the one in view, on: {on}.", "Among them, on: {on}.", len(matches))
    return "\n\n".join(
        (
            others.format(on=on),
            _("Reason, kept with each: {reason}").format(reason=reason),
            _("Each match gets a decision of its own. They can be taken back together."),
        )
    )
