"""The columns of the Control lists page's tables."""

from collections.abc import Mapping

from exportdesk.core.editions import Edition
from exportdesk.core.i18n import _
from exportdesk.core.ids import EditionId
from exportdesk.operations.lists import SourceStatus
from exportdesk.ui.dates import day_text, moment_text
from exportdesk.ui.lists.words import (
    ListCount,
    age_note,
    change_sentence,
    change_text,
    file_name,
    override_words,
    published_note,
    published_text,
    signed,
    source_age,
    spoken_edition,
    state_tone,
    state_words,
)
from exportdesk.ui.widgets import Column, Tone


def source_columns() -> tuple[Column[SourceStatus], ...]:
    """Return the columns of the table of sources."""
    return (
        Column(
            _("Source"),
            text=lambda s: s.source.name,
            subtitle=lambda s: s.source.agency,
            key="source",
            width=240,
            stretch=True,
        ),
        Column(_("State"), text=state_words, tone=state_tone, key="state", width=116),
        Column(
            _("Published"),
            text=lambda s: published_text(s.edition),
            subtitle=lambda s: published_note(s.edition),
            sort=lambda s: (
                s.edition.published.isoformat() if s.edition and s.edition.published else ""
            ),
            key="published",
            width=124,
        ),
        Column(
            _("Age"),
            text=source_age,
            subtitle=age_note,
            sort=lambda s: -1 if s.age_days is None else s.age_days,
            key="age",
            width=124,
        ),
        Column(
            _("Listings"),
            text=lambda s: f"{s.edition.listings:,}" if s.edition else "–",
            sort=lambda s: s.edition.listings if s.edition else -1,
            key="listings",
            width=96,
            right=True,
        ),
        Column(
            _("Names"),
            text=lambda s: f"{s.edition.names:,}" if s.edition else "–",
            sort=lambda s: s.edition.names if s.edition else -1,
            key="names",
            width=96,
            right=True,
        ),
        Column(
            _("Taken in"),
            text=lambda s: day_text(s.edition.imported.local.date()) if s.edition else "–",
            subtitle=lambda s: f"{s.edition.imported.local:%H:%M}" if s.edition else "",
            sort=lambda s: s.edition.imported.utc_text if s.edition else "",
            key="imported",
            width=116,
        ),
    )


def edition_columns(before: Mapping[EditionId, Edition]) -> tuple[Column[Edition], ...]:
    """Return the columns of the table of editions; `before` knows the one before each."""
    return (
        Column(
            _("Taken in"),
            text=lambda e: moment_text(e.imported),
            subtitle=file_name,
            icon=lambda e: "alert-outline" if e.override_reason else "",
            speak=spoken_edition,
            hint=override_words,
            sort=lambda e: e.imported.utc_text,
            key="imported",
            width=150,
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
            text=lambda e: f"{e.listings:,}",
            subtitle=lambda e: change_text(e, before.get(e.id)),
            speak=lambda e: f"{e.listings:,}, {change_sentence(e, before.get(e.id))}",
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
            width=100,
        ),
    )


def count_columns() -> tuple[Column[ListCount], ...]:
    """Return the columns of the table of lists in an edition."""
    return (
        Column(_("List"), text=lambda c: c.title, key="list", width=160, stretch=True),
        Column(_("Code"), text=lambda c: c.code, key="code", width=84),
        Column(
            _("Listings"),
            text=lambda c: f"{c.now:,}" if c.now else _("none"),
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
