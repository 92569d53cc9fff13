"""How changes of lists read: rows of tables, and an entry before and after."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from exportdesk.core.editions import Edition
from exportdesk.core.figures import figure
from exportdesk.core.i18n import _
from exportdesk.core.list_changes import (
    ChangeKind,
    EditionDifference,
    ListingChange,
    TouchedCustomer,
    TouchedScreening,
    Touches,
)
from exportdesk.core.words.choices import word
from exportdesk.ui.dates import day_text, moment_text
from exportdesk.ui.theme import Tone
from exportdesk.ui.widgets import Column
from exportdesk.ui.widgets.fitted_list import words_row

_TONES = {
    ChangeKind.ADDED: Tone.RED,
    ChangeKind.REMOVED: Tone.GREY,
    ChangeKind.CHANGED: Tone.AMBER,
}


@dataclass(frozen=True, slots=True)
class TouchLine:
    """A customer, or a saved match, that a change touches."""

    who: str
    where: str
    score: float
    standing: str
    change: ListingChange


def edition_words(edition: Edition) -> str:
    """Return what an edition is called where one is chosen: when it was taken in."""
    return moment_text(edition.imported)


def count_words(found: EditionDifference) -> str:
    """Return how much differs."""
    words = _("{added} added, {removed} removed, {changed} changed").format(
        added=figure(len(found.added)),
        removed=figure(len(found.removed)),
        changed=figure(len(found.changed)),
    )
    if found.unseen:
        words += _("; {count} more differ only in fields that are not shown").format(
            count=figure(found.unseen)
        )
    return words


def change_columns(list_title: Callable[[str], str]) -> tuple[Column[ListingChange], ...]:
    """Return the columns of the table of changes."""
    return (
        Column(
            _("Change"),
            text=lambda c: word(c.change).capitalize(),
            tone=lambda c: _TONES[c.change],
            key="change",
            width=120,
            fitted=True,
        ),
        Column(
            _("Entry"),
            text=lambda c: c.name,
            subtitle=lambda c: list_title(c.list),
            hint=lambda c: c.name,
            key="entry",
            width=160,
            stretch=True,
        ),
        Column(
            _("What"),
            text=_fields,
            hint=_fields,
            key="what",
            width=170,
            fitted=True,
        ),
    )


def touch_columns() -> tuple[Column[TouchLine], ...]:
    """Return the columns of the table of whom and what changes touch."""
    return (
        Column(
            _("Yours"),
            text=lambda line: line.who,
            subtitle=lambda line: line.where,
            hint=lambda line: line.who,
            key="yours",
            width=150,
            roomy=210,
            stretch=True,
        ),
        Column(
            _("Change"),
            text=lambda line: word(line.change.change).capitalize(),
            tone=lambda line: _TONES[line.change.change],
            key="change",
            width=120,
            fitted=True,
        ),
        Column(
            _("Entry"),
            text=lambda line: line.change.name,
            subtitle=lambda line: line.standing,
            hint=lambda line: line.change.name,
            key="entry",
            width=210,
            fitted=True,
        ),
        Column(
            _("Score"),
            text=lambda line: f"{line.score:.0f}",
            sort=lambda line: line.score,
            key="score",
            width=72,
            right=True,
            fitted=True,
            yields=True,
        ),
    )


def _fields(change: ListingChange) -> str:
    return ", ".join(word(one.field) for one in change.fields) or "–"


def touch_lines(touches: Touches) -> list[TouchLine]:
    """Return the rows: customers first, then saved matches."""
    return [
        *map(_customer, touches.customers),
        *map(_screening, touches.screenings),
    ]


def field_rows(change: ListingChange) -> list[QWidget]:
    """Return an entry's changes, field by field, before and after."""
    if not change.fields:
        names = [name for name in change.names if name != change.name]
        lines = [f"{change.name} ({change.uid})"]
        if names:
            lines.append(_("Also: {names}").format(names="; ".join(names)))
        return [words_row(line) for line in lines]
    rows = []
    for field in change.fields:
        parts = [f"− {text}" for text in field.gone] + [f"+ {text}" for text in field.new]
        rows.append(words_row("\n".join((f"{word(field.field).capitalize()}:", *parts))))
    return rows


def touch_rows(line: TouchLine) -> list[QWidget]:
    """Return what a touched customer or match has to do with the change."""
    head = _("{yours} and {entry}: {score}").format(
        yours=line.who, entry=line.change.name, score=f"{line.score:.0f}"
    )
    return [words_row(head), *field_rows(line.change)]


def _customer(touched: TouchedCustomer) -> TouchLine:
    party = touched.customer.party
    return TouchLine(
        who=party.name or party.address or party.identifier,
        where=_("Customer"),
        score=touched.match.score,
        standing=_("not yet decided"),
        change=touched.change,
    )


def _screening(touched: TouchedScreening) -> TouchLine:
    standing = word(touched.verdict) if touched.verdict is not None else _("not yet decided")
    return TouchLine(
        who=touched.party,
        where=_("{number}, {when}").format(
            number=touched.number, when=day_text(touched.at.local.date())
        ),
        score=touched.score,
        standing=standing,
        change=touched.change,
    )
