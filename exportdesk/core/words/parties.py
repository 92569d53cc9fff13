"""What is said of listed parties, the same on screen, paper and in JSON."""

from collections.abc import Iterable, Sequence
from enum import StrEnum

from exportdesk.core.i18n import _, ngettext
from exportdesk.core.matches import Tie
from exportdesk.core.words import sentence


class Origin(StrEnum):
    """Whose list a listing is on."""

    US = "us"
    FOREIGN = "foreign"
    OWN = "own"


def requirement_title(origin: Origin) -> str:
    """Return what to call the requirement that comes with a listing: whose list it is decides.

    Another country's asset freeze is no license requirement.
    """
    return {
        Origin.US: _("License requirement"),
        Origin.FOREIGN: _("Measures as published"),
        Origin.OWN: _("What is asked"),
    }[origin]


def by_its_name(kind: str) -> str:
    """Return the kind of a party that nobody entered and its name tells."""
    return _("{kind} (by its name)").format(kind=kind)


def tie_said(tie: Tie) -> str:
    """Return what joins two listings in words."""
    if tie.what == "name":
        return sentence("tie-name", {"name": tie.value})
    return sentence("tie-number", {"what": tie.what, "value": tie.value})


def ties_said(ties: Sequence[Tie], most: int = 3) -> str:
    """Return what joins the listings of a party in a few words, for one line."""
    said = ", ".join(tie_said(tie) for tie in ties[:most])
    if len(ties) > most:
        said = _("{ties} and {count} more").format(ties=said, count=len(ties) - most)
    return said


def on_lists(titles: Iterable[str]) -> str:
    """Return the heading of one party's listings: on how many lists, and which."""
    named = list(dict.fromkeys(titles))
    return ngettext(
        "One party, listed more than once on {lists}",
        "One party on {count} lists: {lists}",
        len(named),
    ).format(count=len(named), lists=", ".join(named))
