"""A paper beside a table or a form: drawn off the window's thread, its place kept as it changes."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from exportdesk.core.errors import ExportDeskError
from exportdesk.core.i18n import _
from exportdesk.core.progress import Progress
from exportdesk.core.words import say
from exportdesk.ui.jobs import JobRunner, Latest
from exportdesk.ui.preview.paper import PaperView
from exportdesk.ui.theme import px
from exportdesk.ui.widgets import EmptyState, StateStack, icon_button, label


class PaperBox(QWidget):
    """Shows the PDF that a piece of work makes. `large_asked` tells that it is wanted larger."""

    large_asked = Signal()

    def __init__(self, runner: JobRunner, name: str, empty: EmptyState) -> None:
        """`name` is what a screen reader calls the paper; `empty` stands where there is none."""
        super().__init__()
        self._name = name
        self._making: Latest[bytes] = Latest(runner)
        self.pdf = b""
        self.view: PaperView | None = None
        self._place = QStackedWidget()
        self.states = StateStack(self._place, empty)
        self._page = label("", "caption")
        self._bar = QWidget()
        row = QHBoxLayout(self._bar)
        row.setContentsMargins(px(12), px(4), px(8), px(4))
        row.setSpacing(px(4))
        row.addWidget(self._page, 1)
        for words, glyph, call in (
            (_("Page before"), "chevron-up", self._before),
            (_("Next page"), "chevron-down", self._after),
            (_("Smaller"), "magnify-minus-outline", self._smaller),
            (_("Larger"), "magnify-plus-outline", self._larger),
            (_("As wide as there is room"), "arrow-expand-horizontal", self._fit),
            (_("Open large"), "arrow-expand", self.large_asked.emit),
        ):
            row.addWidget(icon_button(words, glyph, call))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._bar)
        column.addWidget(self.states, 1)
        self._bar.hide()
        self.states.show_empty()

    def make(self, work: Callable[[Progress], bytes]) -> None:
        """Show what `work` makes, in place of what is shown."""
        if not self.pdf:
            self.states.show_loading(_("Drawing the paper…"))
        self._making.start(work, done=self._show, failed=self._fail)

    def show_nothing(self) -> None:
        """Show no paper."""
        self._making.drop()
        self.pdf = b""
        self._bar.hide()
        self.states.show_empty()

    def forget(self) -> None:
        """Take the next paper for another one: it is shown from its beginning."""
        self.pdf = b""

    def _show(self, pdf: bytes) -> None:
        if pdf == self.pdf and self.view is not None:
            self.states.show_content()
            return
        again, self.pdf = bool(self.pdf), pdf
        former = self.view
        place = former.place if former is not None and again else 0
        try:
            self.view = PaperView(pdf)
        except ExportDeskError as error:
            self._fail(error)
            return
        self.view.name(self._name)
        self.view.turned.connect(self._tell_page)
        self._place.addWidget(self.view)
        self._place.setCurrentWidget(self.view)
        self.view.turn_to(place)
        if former is not None:
            self._place.removeWidget(former)
            former.deleteLater()
        self._tell_page(place)
        self._bar.show()
        self.states.show_content()

    def _fail(self, error: ExportDeskError) -> None:
        self.pdf = b""
        self._bar.hide()
        self.states.show_error(_("The paper cannot be shown"), say(error))

    def _tell_page(self, place: int) -> None:
        if self.view is not None:
            self._page.setText(_("{page} of {pages}").format(page=place + 1, pages=self.view.pages))

    def _before(self) -> None:
        if self.view is not None:
            self.view.turn_to(self.view.place - 1)

    def _after(self) -> None:
        if self.view is not None:
            self.view.turn_to(self.view.place + 1)

    def _smaller(self) -> None:
        if self.view is not None:
            self.view.zoom_out()

    def _larger(self) -> None:
        if self.view is not None:
            self.view.zoom_in()

    def _fit(self) -> None:
        if self.view is not None:
            self.view.fit_width()
