"""What is said of one listed party on several lists, the same on screen, paper and in JSON."""

from collections.abc import Iterable, Sequence

from exportdesk.core.i18n import _, ngettext
from exportdesk.core.matches import Tie
from exportdesk.core.words import sentence

_MOST_TIES = 3


def tie_said(tie: Tie) -> str:
    """Return what joins two listings in words."""
    if tie.what == "name":
        return sentence("tie-name", {"name": tie.value})
    return sentence("tie-number", {"what": tie.what, "value": tie.value})


def ties_said(ties: Sequence[Tie]) -> str:
    """Return what joins the listings of a party in a few words, for one line."""
    said = [tie_said(tie) for tie in ties[:_MOST_TIES]]
    if len(ties) > _MOST_TIES:
        said.append(_("and {count} more").format(count=len(ties) - _MOST_TIES))
    return ", ".join(said)


def on_lists(titles: Iterable[str]) -> str:
    """Return the heading of one party's listings: on how many lists, and which."""
    named = list(dict.fromkeys(titles))
    return ngettext(
        "One party, listed more than once on {lists}",
        "One party on {count} lists: {lists}",
        len(named),
    ).format(count=len(named), lists=", ".join(named))
