"""What the check's two tables show: the kinds of finding, and the findings of one kind."""

from dataclasses import dataclass

from exportdesk.core.figures import figure
from exportdesk.core.i18n import _
from exportdesk.operations.hygiene import Unclean
from exportdesk.ui.book_check.looking import FoundRow
from exportdesk.ui.book_check.words import (
    aside_words,
    finding_words,
    findings_count,
    kind_hint,
    kind_words,
)
from exportdesk.ui.widgets import Column

ASIDE_COLUMNS = (2, 3)
"""Where stands what is said only of what was put aside."""


@dataclass(frozen=True, slots=True)
class KindRow:
    """A kind of finding, None for what was put aside, and how many there are."""

    what: Unclean | None
    count: int


def kind_columns() -> list[Column[KindRow]]:
    """Return the columns of the kinds."""
    return [
        Column(
            _("Found"),
            text=lambda row: kind_words(row.what),
            key="kind",
            hint=lambda row: kind_hint(row.what),
            quiet=lambda row: row.what is None,
            width=120,
            stretch=True,
        ),
        Column(
            _("Number"),
            text=lambda row: figure(row.count),
            key="count",
            speak=lambda row: findings_count(row.count),
            sort=lambda row: row.count,
            width=76,
            right=True,
        ),
    ]


def finding_columns(zone: str) -> list[Column[FoundRow]]:
    """Return the columns of the findings."""
    return [
        Column(
            _("Customers"),
            text=lambda row: " · ".join(row.finding.names),
            key="customers",
            speak=lambda row: ", ".join((*row.finding.names, finding_words(row.finding))),
            width=220,
            stretch=True,
        ),
        Column(
            _("What they share"), text=lambda row: row.finding.value, key="value", width=230,
        ),
        Column(
            _("Found"), text=lambda row: kind_words(row.finding.what), key="kind", width=150,
        ),
        Column(
            _("Put aside because"),
            text=lambda row: aside_words(row.finding, zone),
            key="aside",
            width=260,
        ),
    ]  # fmt: skip
