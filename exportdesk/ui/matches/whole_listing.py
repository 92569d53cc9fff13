"""A listing in full, and the publisher's record unchanged."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from exportdesk.core.i18n import _
from exportdesk.core.listings import Listing
from exportdesk.ui.matches.facts import Facts
from exportdesk.ui.matches.listing_text import as_text, listing_pairs, record_text
from exportdesk.ui.matches.parts import section
from exportdesk.ui.theme import px
from exportdesk.ui.widgets import button


class ListingPane(QWidget):
    """The listing in full, and the publisher's record unchanged."""

    def __init__(self, country_name: Callable[[str], str]) -> None:
        super().__init__()
        self._country_name = country_name
        self._shown: Listing | None = None
        self._facts = Facts()
        self._record = QPlainTextEdit()
        self._record.setReadOnly(True)
        self._record.setTabChangesFocus(True)
        self._record.setAccessibleName(_("The publisher's record, unchanged"))
        self._record.setFixedHeight(px(240))
        self._record.hide()
        self._toggle = button("", self._turn, kind="link")
        head = QHBoxLayout()
        head.addWidget(section(_("The listing in full")))
        head.addStretch(1)
        head.addWidget(
            button(_("Copy"), self._copy, kind="link", hint=_("Copy the listing as text")),
            0,
            Qt.AlignmentFlag.AlignBottom,
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(6))
        column.addLayout(head)
        column.addWidget(self._facts)
        column.addWidget(self._toggle)
        column.addWidget(self._record)
        self._say_toggle()

    def show_listing(self, listing: Listing) -> None:
        """Show another listing."""
        self._shown = listing
        self._facts.show_pairs(listing_pairs(listing, self._country_name))
        self._toggle.setVisible(bool(listing.record))
        if not self._record.isHidden():
            self._record.setPlainText(record_text(listing.record))

    def _turn(self) -> None:
        self._record.setVisible(self._record.isHidden())
        if self._shown is not None and not self._record.isHidden():
            self._record.setPlainText(record_text(self._shown.record))
        self._say_toggle()

    def _say_toggle(self) -> None:
        self._toggle.setText(
            _("Show the publisher's record")
            if self._record.isHidden()
            else _("Hide the publisher's record")
        )

    def _copy(self) -> None:
        if self._shown is not None:
            pairs = listing_pairs(self._shown, self._country_name)
            QGuiApplication.clipboard().setText(as_text(self._shown.name, pairs))
