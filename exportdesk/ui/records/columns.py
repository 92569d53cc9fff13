"""The columns of the Records page's tables."""

from collections.abc import Callable

from exportdesk.core.events import Event
from exportdesk.core.figures import figure
from exportdesk.core.i18n import _
from exportdesk.storage.screenings import ScreeningRow
from exportdesk.ui.dates import day_text, moment_text
from exportdesk.ui.records.words import (
    event_moment,
    event_words,
    first_name,
    other_names,
    state_in_full,
    state_order,
    state_tone,
    state_words,
    subject_words,
)
from exportdesk.ui.widgets import Column


def screening_columns() -> tuple[Column[ScreeningRow], ...]:
    """Return the columns of the table of screenings."""
    return (
        Column(_("Record"), text=lambda r: r.number, key="number", width=118, fitted=True),
        Column(
            _("When"),
            text=lambda r: day_text(r.at.local.date()),
            subtitle=lambda r: f"{r.at.local:%H:%M}",
            hint=lambda r: r.at.text,
            sort=lambda r: r.at.utc_text,
            below=lambda r: day_text(r.at.local.date()),
            key="when",
            width=112,
            yields=True,
        ),
        Column(
            _("Parties"),
            text=first_name,
            subtitle=other_names,
            hint=first_name,
            key="parties",
            width=150,
            roomy=240,
            stretch=True,
        ),
        Column(
            _("Result"),
            text=state_words,
            tone=state_tone,
            hint=state_in_full,
            speak=state_in_full,
            sort=state_order,
            key="result",
            width=220,
            fitted=True,
        ),
        Column(
            _("Matches"),
            text=lambda r: figure(r.matches),
            sort=lambda r: r.matches,
            key="matches",
            width=130,
            fitted=True,
            yields=True,
            right=True,
        ),
        Column(
            _("Operator"),
            text=lambda r: r.operator,
            below=lambda r: r.operator,
            key="operator",
            width=140,
            fitted=True,
            yields=True,
        ),
        Column(
            _("Reference"),
            text=lambda r: r.reference,
            below=lambda r: r.reference,
            key="reference",
            width=140,
            fitted=True,
            yields=True,
        ),
    )


def event_columns(zone: str, about: Callable[[Event], str]) -> tuple[Column[Event], ...]:
    """Return the columns of the table of events, with times as lived in `zone`.

    `about` is what a person calls what an event is about.
    """

    def about_in_full(event: Event) -> str:
        said = about(event)
        is_named = said not in (event.subject, subject_words(event.subject))
        return f"{said}\n{event.subject}" if is_named else said

    return (
        Column(
            _("No."),
            text=lambda e: figure(e.seq),
            sort=lambda e: e.seq,
            key="seq",
            width=72,
            right=True,
        ),
        Column(
            _("When"),
            text=lambda e: moment_text(event_moment(e, zone)),
            hint=lambda e: e.at,
            sort=lambda e: e.at,
            key="when",
            width=150,
        ),
        Column(_("What"), text=event_words, key="what", width=190, stretch=True),
        Column(_("About"), text=about, hint=about_in_full, key="about", width=180),
        Column(_("Who"), text=lambda e: e.actor or _("not said"), key="who", width=130),
        Column(_("Computer"), text=lambda e: e.host, key="host", width=110),
        Column(_("Hash"), text=lambda e: e.hash, hint=lambda e: e.hash, key="hash", width=110),
    )
