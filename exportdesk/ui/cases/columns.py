"""The columns of the table of cases."""

from collections.abc import Callable
from dataclasses import dataclass

from exportdesk.core.cases import CaseState, Outcome
from exportdesk.core.clock import parse_utc
from exportdesk.core.figures import figure
from exportdesk.core.i18n import _, ngettext
from exportdesk.core.ids import CaseId
from exportdesk.storage.cases import CaseRow
from exportdesk.ui.cases.words import day_or_none, outcome_chip, state_chip, step_words
from exportdesk.ui.widgets import Column


@dataclass(frozen=True, slots=True)
class Line:
    """A case in the table. `changed`: whether anything is different since its sign-off; `held`:
    whether it was signed as a hold and not taken up again.
    """

    row: CaseRow
    changed: bool = False
    held: bool = False

    @property
    def id(self) -> CaseId:
        """The case."""
        return self.row.id

    @property
    def is_open(self) -> bool:
        """Whether it waits for something."""
        return self.row.state is CaseState.OPEN

    @property
    def waiting(self) -> int:
        """How many points of it are open."""
        return 0 if self.is_off else self.row.open_findings

    @property
    def is_off(self) -> bool:
        """Whether it was withdrawn: nothing of it is waited for, whatever was computed."""
        return self.row.state is CaseState.WITHDRAWN


def _about(line: Line) -> str:
    """Return what tells a case from others: its title, where that is more than who the customer
    is, and the order.
    """
    row = line.row
    title = "" if row.title == row.customer_name else row.title
    return " · ".join(filter(None, (title, row.reference))) or " "


def standing_columns(*, outcome_width: int = 230) -> tuple[Column[Line], Column[Line]]:
    """Return the two columns that say how a case stands."""
    return (
        Column(
            _("State"),
            text=lambda r: state_chip(r.row.state, r.row.outcome, changed=r.changed)[0],
            tone=lambda r: state_chip(r.row.state, r.row.outcome, changed=r.changed)[1],
            key="state",
            width=160,
            fitted=True,
        ),
        Column(
            _("Outcome"),
            text=lambda r: "" if r.is_off else outcome_chip(r.row.outcome)[0],
            tone=lambda r: outcome_chip(r.row.outcome)[1],
            hint=lambda r: _("As of its last save") if r.is_open else "",
            sort=lambda r: len(Outcome) if r.is_off else r.row.outcome.rank,
            yields=True,
            key="outcome",
            width=outcome_width,
            fitted=True,
        ),
    )


def case_columns(country: Callable[[str], str], zone: str) -> tuple[Column[Line], ...]:
    """Return the columns; `country` names a country by its code."""

    def changed(line: Line) -> str:
        return day_or_none(parse_utc(line.row.changed_at).astimezone().date().isoformat())

    return (
        Column(
            _("Case"),
            text=lambda r: r.row.number,
            subtitle=_about,
            key="number",
            width=170,
            fitted=True,
            strong=True,
        ),
        Column(
            _("Customer"),
            text=lambda r: r.row.customer_name or _("None yet"),
            subtitle=lambda r: country(r.row.country) if r.row.country else " ",
            quiet=lambda r: not r.row.customer_name,
            key="customer",
            width=200,
            stretch=True,
        ),
        *standing_columns(),
        Column(
            _("Open points"),
            text=lambda r: figure(r.waiting) if r.waiting else "",
            below=lambda r: (
                ngettext("{count} open", "{count} open", r.waiting).format(count=figure(r.waiting))
                if r.waiting
                else ""
            ),
            sort=lambda r: r.waiting,
            right=True,
            yields=True,
            key="open",
            width=104,
            fitted=True,
        ),
        Column(
            _("Next step"),
            text=lambda r: step_words(r.row.next_step) if r.is_open else "",
            yields=True,
            key="step",
            width=170,
            fitted=True,
        ),
        Column(
            _("Export"),
            text=lambda r: day_or_none(r.row.export_on),
            sort=lambda r: r.row.export_on,
            yields=True,
            key="export",
            width=110,
            fitted=True,
        ),
        Column(_("Order"), text=lambda r: r.row.reference, key="reference", width=110, hidden=True),
        Column(
            _("Signed by"), text=lambda r: r.row.signed_by, key="signed", width=130, hidden=True
        ),
        Column(
            _("Changed"),
            text=changed,
            sort=lambda r: r.row.changed_at,
            key="changed",
            width=104,
            hidden=True,
        ),
    )
