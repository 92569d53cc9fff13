"""The panel of the search: a field, and below it what was found while typing."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, QSettings, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget
from typing_extensions import override

from exportdesk.core.errors import ExportDeskError
from exportdesk.core.i18n import _
from exportdesk.core.progress import Progress
from exportdesk.core.text import tidy
from exportdesk.core.words import say
from exportdesk.operations.search import BookHits, ListingHit, Search
from exportdesk.ui.jobs import JobRunner, Latest
from exportdesk.ui.search import commands
from exportdesk.ui.search.results import ResultList
from exportdesk.ui.search.rows import (
    Names,
    SearchRow,
    case_rows,
    certification_rows,
    customer_rows,
    group,
    letter_rows,
    listing_rows,
    paper_rows,
    product_rows,
    record_rows,
)
from exportdesk.ui.widgets import SearchField, label, px, rule
from exportdesk.ui.widgets.dialog_help import DialogHelp

_PAUSE_MS = 25
_RECENT = "search/recent"
_MOST_RECENT = 8
_WIDE, _HIGH = 680, 520


class SearchDialog(QDialog):
    """Searches while one types. `picked` tells the row that was opened."""

    picked = Signal(object)

    def __init__(
        self,
        search: Search,
        names: Names,
        pages: Sequence[SearchRow],
        runner: JobRunner,
        settings: QSettings,
        parent: QWidget | None = None,
        *,
        private: bool = False,
    ) -> None:
        """`pages` are the window's pages and commands.

        `private`: what was looked for is forgotten with the dialog, as in a workspace with a
        password. The settings lie outside it, for all to read.
        """
        super().__init__(parent, Qt.WindowType.FramelessWindowHint)
        self.setWindowTitle(_("Search everything"))
        self.setAccessibleName(_("Search everything"))
        self.setProperty("kind", "search")
        DialogHelp(self, "searching")
        self._search, self._names, self._pages = search, names, pages
        self._settings = settings
        self._forgets: list[str] | None = [] if private else None
        if private:
            settings.remove(_RECENT)  # also what was written there before the password was set
        self._book: Latest[BookHits] = Latest(runner)
        self._listed: Latest[tuple[ListingHit, ...]] = Latest(runner)
        self._hits = BookHits()
        self._listings: tuple[ListingHit, ...] = ()
        self._remark = ""
        self._waiting = False
        self._moved = self._enter_wanted = False
        self.field = SearchField(
            _("Search customers, products, cases, listings, records"), pause_ms=_PAUSE_MS
        )
        self.field.setAccessibleName(_("Search everything"))
        self.results = ResultList()
        self._hint = label(_("Up and Down choose, Enter opens, Esc closes"), "caption")
        self._compose()
        self.field.textChanged.connect(self._wait)
        self.field.searched.connect(self.look)
        self.field.installEventFilter(self)
        self.results.clicked.connect(self._open_index)

    def _compose(self) -> None:
        head, foot = QVBoxLayout(), QVBoxLayout()
        head.setContentsMargins(px(14), px(14), px(14), px(10))
        head.addWidget(self.field)
        foot.setContentsMargins(px(14), px(6), px(14), px(10))
        foot.addWidget(self._hint)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(rule())
        column.addWidget(self.results, 1)
        column.addWidget(rule())
        column.addLayout(foot)

    def ask(self, text: str = "") -> None:
        """Open over the window, with `text` typed already."""
        self._place()
        self.field.setText(text)
        self.field.search_now()
        if not text:
            self.look("")
        self.show()
        self.raise_()
        self.activateWindow()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def look(self, text: str) -> None:
        """Search for `text`."""
        text = tidy(text)
        self._moved = False
        self._remark = ""
        if not text:
            self._book.drop()
            self._listed.drop()
            self._hits, self._listings, self._waiting = BookHits(), (), False
            self._show()
            return
        search = self._search
        self._waiting = True
        self._book.start(lambda _progress: search.book(text), done=self._take, failed=self._fail)

        def listings(_progress: Progress) -> tuple[ListingHit, ...]:
            return search.listings(text)

        self._listed.start(listings, done=self._take_listed, failed=self._fail_listed)

    @property
    def recent(self) -> list[str]:
        """What was looked for last, the newest first."""
        if self._forgets is not None:
            return list(self._forgets)
        kept = self._settings.value(_RECENT, [], type=list)
        return [str(one) for one in kept] if isinstance(kept, list) else []

    def open_row(self, row: SearchRow) -> None:
        """Do what a row is for."""
        if row.text:
            self.field.setText(row.text)
            self.field.search_now()
            return
        if not row.can_be_chosen:
            return
        self._remember()
        self.close()
        self.picked.emit(row)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.field and isinstance(event, QKeyEvent):
            return event.type() is QEvent.Type.KeyPress and self._take_key(event)
        return False

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        is_left = event.type() is QEvent.Type.ActivationChange and not self.isActiveWindow()
        if is_left and self.isVisible():
            # Whoever clicks beside it is done with it. Later: it may be amid being shown.
            QTimer.singleShot(0, self, self._close_if_left)

    def _close_if_left(self) -> None:
        if not self.isActiveWindow():
            self.close()

    def _take_key(self, event: QKeyEvent) -> bool:
        key = event.key()
        page = max(1, self.results.height() // px(36) - 1)
        steps = {
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_Up: -1,
            Qt.Key.Key_PageDown: page,
            Qt.Key.Key_PageUp: -page,
        }
        if key in steps:
            self._moved = True
            self.results.choose_next(steps[Qt.Key(key)])
            self._describe()
            return True
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._enter()
            return True
        return False

    def _enter(self) -> None:
        self.field.search_now()
        if self._waiting:  # what is shown was found for what was typed before
            self._enter_wanted = True
        elif self.results.current is not None:
            self.open_row(self.results.current)

    def _enter_if_wanted(self, *, last: bool) -> None:
        """Open what Enter was pressed for before it was found; a mere screening only at last."""
        row = self.results.current
        if self._enter_wanted and row is not None and (last or row != self._screening_row()):
            self._enter_wanted = False
            self.open_row(row)

    def _open_index(self, index: QModelIndex) -> None:
        self.open_row(self.results.rows[index.row()])

    def _wait(self, _text: str) -> None:
        self._waiting = True
        self._enter_wanted = False

    def _take(self, hits: BookHits) -> None:
        self._hits, self._listings, self._waiting = hits, (), False
        self._show()
        self._enter_if_wanted(last=False)

    def _take_listed(self, hits: tuple[ListingHit, ...]) -> None:
        self._listings = hits
        self._show(keep=True)
        self._enter_if_wanted(last=True)

    def _fail(self, error: ExportDeskError) -> None:
        self._waiting = False
        self.results.show_rows([SearchRow(say(error))])

    def _fail_listed(self, error: ExportDeskError) -> None:
        self._remark = (
            _("The control lists are not loaded yet, so nobody was looked for on them.")
            if error.code == "no-lists"
            else say(error)
        )
        self._show(keep=True)
        self._enter_if_wanted(last=True)

    def _show(self, *, keep: bool = False) -> None:
        text = tidy(self.field.text())
        rows = self._found(text) if text else self._idle()
        self.results.show_rows(rows, keep=keep and self._moved)
        self._describe()

    def _idle(self) -> list[SearchRow]:
        recent = [SearchRow(text, "", "history", text=text) for text in self.recent]
        return [*group(_("Recent searches"), recent), *commands.grouped(self._pages)]

    def _found(self, text: str) -> list[SearchRow]:
        pages = commands.matching(self._pages, text)
        rows = [
            *customer_rows(self._hits, self._names),
            *product_rows(self._hits),
            *case_rows(self._hits),
            *certification_rows(self._hits),
            *paper_rows(self._hits),
            *letter_rows(self._hits),
            *listing_rows(self._listings, self._names, remark=self._remark),
            *record_rows(self._hits),
        ]
        found = commands.grouped(pages)
        rows = [*found, *rows] if commands.is_meant(pages, text) else [*rows, *found]
        if not any(row.can_be_chosen for row in rows):
            nothing = _("Nothing here is called “{text}” or holds it.").format(text=text)
            rows = [SearchRow(nothing), *rows]
        return [*rows, *group(_("Screening"), [self._screening_row()])]

    def _screening_row(self) -> SearchRow:
        """Return what leads to a screening of the text itself: always the last."""
        text = tidy(self.field.text())
        return SearchRow(
            _("Screen “{text}”").format(text=text),
            _("against the control lists"),
            "magnify",
            page="screen",
            subject=text,
        )

    def _describe(self) -> None:
        row = self.results.current
        self.field.setAccessibleDescription(row.spoken if row is not None else "")

    def _remember(self) -> None:
        text = tidy(self.field.text())
        if text:
            others = [one for one in self.recent if one.casefold() != text.casefold()]
            recent = [text, *others][:_MOST_RECENT]
            if self._forgets is None:
                self._settings.setValue(_RECENT, recent)
            else:
                self._forgets = recent

    def _place(self) -> None:
        over = self.parentWidget()
        if over is None:
            self.resize(px(_WIDE), px(_HIGH))
            return
        wide = min(px(_WIDE), over.width() - px(32))
        high = min(px(_HIGH), over.height() - px(64))
        self.resize(wide, high)
        corner = over.mapToGlobal(QPoint((over.width() - wide) // 2, px(48)))
        self.move(corner)
