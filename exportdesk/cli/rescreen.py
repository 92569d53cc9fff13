"""Screening customers from the command line: by itself, and after lists were updated."""

from collections.abc import Iterable

from exportdesk.cli.session import complain, console, progress_bar
from exportdesk.core.book import BookMatch, Trigger
from exportdesk.core.errors import ExportDeskError
from exportdesk.core.figures import figure
from exportdesk.core.i18n import _, ngettext
from exportdesk.core.list_checks import CheckState
from exportdesk.core.progress import Progress
from exportdesk.core.standing import MatchState
from exportdesk.core.words import say
from exportdesk.operations.book_screening import BookReport
from exportdesk.operations.update_lists import UpdateOutcome
from exportdesk.wiring import Desk


def rescreen(desk: Desk, progress: Progress, trigger: Trigger, *, whole: bool) -> BookReport:
    """Screen the customers: all anew, or only what changed, all the same once in a week."""
    whole = whole or (trigger is Trigger.ASKED and desk.book.is_whole_due())
    return desk.book.screen(progress, trigger=trigger, whole=whole)


def rescreen_after(desk: Desk, outcomes: Iterable[UpdateOutcome]) -> BookReport | None:
    """Screen the customers where an update changed a list; None where there was nothing to do.

    Trouble is told and changes nothing about the update.
    """
    updated = any(one.state is CheckState.UPDATED for one in outcomes)
    if not updated or desk.read_only or not desk.workspace().customers.count():
        return None
    try:
        with progress_bar() as progress:
            return rescreen(desk, progress, Trigger.LISTS, whole=False)
    except ExportDeskError as error:
        complain(_("The customers were not screened: {why}").format(why=say(error)))
        return None


def tell_rescreened(report: BookReport) -> None:
    """Say in one line what screening the customers found."""
    done = report.screening
    parties = ngettext("{count} party", "{count} parties", done.parties).format(
        count=figure(done.parties)
    )
    words = _("customers: {parties} looked at; {opened} new, {returned} came back, {gone} gone")
    said = words.format(
        parties=parties,
        opened=figure(done.opened),
        returned=figure(done.returned),
        gone=figure(done.gone),
    )
    console().print(said, markup=False)


def rescreen_value(report: BookReport | None) -> dict[str, object] | None:
    """Return what screening the customers found, as JSON; None where they were not screened."""
    if report is None:
        return None
    done = report.screening
    return {
        "trigger": done.trigger.value,
        "whole": done.whole,
        "parties": done.parties,
        "rescreened": done.rescreened,
        "matches": done.matches,
        "opened": [match_value(one) for one in report.opened],
        "returned": [match_value(one) for one in report.returned],
        "gone": [match_value(one) for one in report.gone],
    }


def match_value(one: BookMatch) -> dict[str, object]:
    """Return a match of a customer's party as JSON."""
    return {
        "customer": one.customer,
        "party": one.party,
        "uid": one.match.uid,
        "list": one.match.list,
        "name": one.match.name,
        "score": round(one.match.score, 2),
        "strength": one.match.strength.value,
        "state": one.state.value,
        "lapses": [lapse.value for lapse in one.lapses],
        "found_at": one.found_at,
    }


STANDING = (MatchState.OPEN, MatchState.RETURNED, MatchState.RESEARCH, MatchState.SAME)
"""What makes `customers rescreen` end with 1: undecided, or confirmed."""
