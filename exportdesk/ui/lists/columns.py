"""The columns of the Control lists page's tables."""

from collections.abc import Mapping

from exportdesk.core.editions import Edition
from exportdesk.core.figures import figure
from exportdesk.core.i18n import _
from exportdesk.core.ids import EditionId
from exportdesk.ui.dates import moment_text
from exportdesk.ui.lists.words import (
    ListCount,
    change_sentence,
    change_text,
    file_name,
    override_words,
    published_note,
    published_text,
    signed,
    spoken_edition,
)
from exportdesk.ui.widgets import Column, Tone


def edition_columns(before: Mapping[EditionId, Edition]) -> tuple[Column[Edition], ...]:
    """Return the columns of the table of editions; `before` knows the one before each."""
    return (
        Column(
            _("Imported"),
            text=lambda e: moment_text(e.imported),
            subtitle=file_name,
            icon=lambda e: "alert-outline" if e.override_reason else "",
            speak=spoken_edition,
            hint=override_words,
            sort=lambda e: e.imported.utc_text,
            key="imported",
            width=150,
            roomy=176,
            stretch=True,
        ),
        Column(
            _("Published"),
            text=published_text,
            subtitle=published_note,
            sort=lambda e: e.published.isoformat() if e.published else "",
            key="published",
            width=112,
        ),
        Column(
            _("Listings"),
            text=lambda e: figure(e.listings),
            subtitle=lambda e: change_text(e, before.get(e.id)),
            speak=lambda e: f"{figure(e.listings)}, {change_sentence(e, before.get(e.id))}",
            sort=lambda e: e.listings,
            key="listings",
            width=132,
            right=True,
        ),
        Column(
            _("SHA-256"),
            text=lambda e: e.sha256,
            hint=lambda e: e.sha256,
            key="sha256",
            width=88,
            yields=True,
        ),
    )


def count_columns() -> tuple[Column[ListCount], ...]:
    """Return the columns of the table of lists in an edition."""
    return (
        Column(_("List"), text=lambda c: c.title, key="list", width=160, stretch=True),
        Column(_("Code"), text=lambda c: c.code, key="code", width=84),
        Column(
            _("Listings"),
            text=lambda c: figure(c.now) if c.now else _("none"),
            sort=lambda c: c.now,
            tone=lambda c: None if c.now else Tone.AMBER,
            key="listings",
            width=84,
            right=True,
        ),
        Column(
            _("Change"),
            text=lambda c: signed(c.change),
            sort=lambda c: c.change,
            key="change",
            width=84,
            right=True,
        ),
    )
