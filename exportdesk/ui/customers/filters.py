"""The line above the table of customers: search and filters."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from exportdesk.core.certifications import CertificationState
from exportdesk.core.i18n import _
from exportdesk.core.standing import CustomerStatus
from exportdesk.core.words.choices import word
from exportdesk.rulebook import Consequence
from exportdesk.storage.customer_rows import CustomerQuery
from exportdesk.ui.customers.looking import Counts
from exportdesk.ui.matches.words import short_title
from exportdesk.ui.standing_words import consequence_words
from exportdesk.ui.widgets import FilterButton, SearchField, button, px
from exportdesk.ui.widgets.flow import FlowLayout

_GRAVEST_FIRST = (
    CustomerStatus.LISTED,
    CustomerStatus.REVIEW,
    CustomerStatus.CHECK_NAME,
    CustomerStatus.STALE,
    CustomerStatus.NOT_SCREENED,
    CustomerStatus.NO_OPEN_MATCH,
    CustomerStatus.DELETED,
)


class Filters(QWidget):
    """`changed` tells that other customers are asked for."""

    changed = Signal()

    def __init__(
        self, country_name: Callable[[str], str], list_title: Callable[[str], str]
    ) -> None:
        super().__init__()
        self._country_name, self._list_title = country_name, list_title
        self.search = SearchField(_("Search name, number, address, related party"), pause_ms=90)
        self.status: FilterButton[CustomerStatus] = FilterButton(
            _("Status"), short=lambda status: word(status)
        )
        self.country: FilterButton[str] = FilterButton(_("Country"))
        self.list: FilterButton[str] = FilterButton(
            _("List"), short=lambda code: short_title(list_title(code), code)
        )
        self.certification: FilterButton[CertificationState] = FilterButton(_("Certification"))
        self.tag: FilterButton[str] = FilterButton(_("Tag"))
        self.clear = button(_("Clear filters"), self.clear_all, kind="link")
        policy = self.clear.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.clear.setSizePolicy(policy)
        row = self._line = QHBoxLayout()
        row.setSpacing(px(8))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(px(8))
        self._above = QHBoxLayout()
        whole.addLayout(self._above)
        whole.addLayout(row)
        self._lines = FlowLayout(px(8))
        whole.addLayout(self._lines)
        self.search.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.search.setMinimumWidth(px(180))
        row.addWidget(self.search, 1)
        for one in self._buttons:
            row.addWidget(one)
            one.picked.connect(self._tell)
        row.addWidget(self.clear)
        self.search.searched.connect(self._tell)
        self._show_clear()

    @property
    def is_clear(self) -> bool:
        """Whether nothing is searched or filtered."""
        return not self.search.text().strip() and not any(one.chosen for one in self._buttons)

    @property
    def asks_for_deleted(self) -> bool:
        """Whether customers are asked for that are not in the book any more."""
        return CustomerStatus.DELETED in self.status.chosen

    def break_line(self, narrow: bool) -> None:
        """Let the search stand above the filters with what clears them, or before them."""
        if narrow and self._above.isEmpty():
            for part in (self.search, *self._buttons, self.clear):
                self._line.removeWidget(part)
            self._above.addWidget(self.search, 1)
            self._above.addWidget(self.clear)
            for one in self._buttons:
                self._lines.addWidget(one)
        elif not narrow and not self._above.isEmpty():
            for part in (self.search, self.clear):
                self._above.removeWidget(part)
            self._line.addWidget(self.search, 1)
            for one in self._buttons:
                self._lines.removeWidget(one)
                self._line.addWidget(one)
            self._line.addWidget(self.clear)

    def query(self, query: CustomerQuery) -> CustomerQuery:
        """Return `query` with what is searched and filtered here."""
        return CustomerQuery(
            search=self.search.text(),
            statuses=self.status.chosen,
            countries=self.country.chosen,
            lists=self.list.chosen,
            tags=self.tag.chosen,
            certifications=self.certification.chosen,
            day=query.day,
            order=query.order,
            descending=query.descending,
            index=query.index,
        )

    def show_counts(self, counts: Counts) -> None:
        """Offer what there is to filter by."""
        self.status.offer(
            [
                (one, _status_words(one), counts.statuses.get(one, 0))
                for one in _GRAVEST_FIRST
                if one in counts.statuses or one in self.status.chosen
            ]
        )
        countries = [
            (code, self._country_name(code) if code else _("Not given"), count)
            for code, count in counts.countries.items()
        ]
        self.country.offer(sorted(countries, key=lambda one: one[1].casefold()))
        lists = [(code, self._list_title(code), count) for code, count in counts.lists.items()]
        self.list.offer(sorted(lists, key=lambda one: one[1].casefold()))
        self.certification.offer(
            [
                (state, word(state), counts.certifications[state])
                for state in CertificationState
                if state in counts.certifications
            ]
        )
        self.tag.offer([(tag, tag, count) for tag, count in counts.tags.items()])

    def ask_only(self, status: CustomerStatus) -> None:
        """Ask for all customers that stand so, and for nobody else."""
        self.search.blockSignals(True)
        self.search.clear()
        self.search.blockSignals(False)
        for one in self._buttons:
            one.choose()
        self.status.choose([status])
        self._tell()

    def clear_all(self) -> None:
        """Ask for all customers again."""
        self.search.blockSignals(True)
        self.search.clear()
        self.search.blockSignals(False)
        for one in self._buttons:
            one.choose()
        self._tell()
        self.search.setFocus()

    @property
    def _buttons(self) -> tuple[FilterButton[Any], ...]:
        return (self.status, self.country, self.list, self.certification, self.tag)

    def _tell(self, _words: str = "") -> None:
        self._show_clear()
        self.changed.emit()

    def _show_clear(self) -> None:
        self.clear.setVisible(not self.is_clear)


def _status_words(status: CustomerStatus) -> str:
    """Return what a status is called, of one that chips say otherwise with what they say."""
    if status is not CustomerStatus.LISTED:
        return word(status)
    chips = ", ".join(map(consequence_words, (Consequence.BLOCK, Consequence.HOLD_LICENSE)))
    return _("{status}: {chips}…").format(status=word(status), chips=chips)
