"""The Help page: the user guide, its contents or what a search found at the left."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout
from typing_extensions import override

from exportdesk.core.changes import Changes
from exportdesk.core.guide import FIRST, Found, Guide, GuidePage, words_meant
from exportdesk.core.i18n import _, ngettext, speaking
from exportdesk.rulebook import Rulebook
from exportdesk.ui.help import high_priority, meanings
from exportdesk.ui.help.reader import Reader
from exportdesk.ui.help.topics import HelpAsked
from exportdesk.ui.shell import Shell
from exportdesk.ui.theme import Tone
from exportdesk.ui.widgets import (
    Card,
    Column,
    EmptyState,
    Page,
    SearchField,
    Splitter,
    StateStack,
    TableModel,
    TableView,
    button,
    icon_button,
    label,
    px,
)
from exportdesk.wiring import Desk

_NARROW = 640  # below this, the list stands under the text
_LOW = 620  # and, where it is lower than this as well, one takes the place of the other
_LONGEST_WAY = 50  # pages that Back remembers


class HelpPage(Page):
    """Shows the page that F1 asked for, or the contents; finds the parts that hold some words."""

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__(_("Help"), _guide_words())
        self._desk, self._shell = desk, shell
        self._guide = _guide_of(desk.rulebook)
        self._way: list[str] = []
        self._ahead: list[str] = []
        self._came_from = ""
        self._alone = self._at_list = False  # one pane at a time; and whether that is the list
        self._model = TableModel[Found](_columns(), identity=lambda row: (row.page, row.section))
        self._build_list(shell)
        self._build_reader()
        self._panes = Splitter(
            self._list_card, self._text_card, key="help", settings=shell.settings, shares=(3, 7)
        )
        self.body.addWidget(self._panes, 1)
        self._show_contents()

    def _build_list(self, shell: Shell) -> None:
        self.field = SearchField(_("Search the guide"))
        self.field.searched.connect(self._search)
        self.field.returnPressed.connect(self._open_first)
        self._count = label("", "caption")
        self._count.hide()
        self.list = TableView(
            self._model, _("Pages of the guide"), key="help", settings=shell.settings
        )
        self.list.horizontalHeader().hide()
        self.list.chosen.connect(self._show_found)
        self.list.clicked.connect(self._show_text)
        self.list.opened.connect(self._show_text)
        none = EmptyState(
            "magnify",
            _("Nothing found"),
            _("Try fewer or other words. The guide is in English."),
        )
        self._in_sight = QTimer(self)  # the list has its height only once the page is laid out
        self._in_sight.setSingleShot(True)
        self._in_sight.timeout.connect(self._bring_marked_in_sight)
        self._states = StateStack(self.list, none)
        self._list_card = Card()
        self._list_card.body.addWidget(self.field)
        self._list_card.body.addWidget(self._count)
        self._list_card.body.addWidget(self._states, 1)

    def _build_reader(self) -> None:
        self.reader = Reader(self._guide)
        self.reader.asked.connect(self._follow)
        self.before = icon_button(_("Page read before"), "arrow-left", self._page_before)
        self.after = icon_button(_("Page read after"), "arrow-right", self._forward)
        contents = icon_button(_("Contents"), "format-list-bulleted", self._to_contents)
        row = QHBoxLayout()
        row.setSpacing(px(4))
        self.look_for = icon_button(_("Search the guide"), "magnify", self.search)
        self.look_for.hide()
        for one in (self.before, self.after, contents, self.look_for):
            row.addWidget(one)
        row.addStretch(1)
        self.return_to = button("", self._return, kind="link", hint="Esc")
        self.return_to.setHidden(True)
        row.addWidget(self.return_to)
        self._text_card = Card()
        self._text_card.body.addLayout(row)
        self._text_card.body.addWidget(self.reader, 1)

    @override
    def arrive(self, subject: object = None) -> None:
        if isinstance(subject, HelpAsked):
            self._come_from(subject.on, subject.named)
            self.field.clear()
            self._go(subject.topic or FIRST)
            self._stand(at_list=False)
            self.reader.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._come_from("")
        if self.reader.page is None:
            self._go(FIRST)
        field = self.reader if self._alone and not self._at_list else self.field
        field.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def reload(self, changes: Changes) -> None:
        if not changes & Changes.RULEBOOK:
            return
        self._guide = _guide_of(self._desk.rulebook)
        self._search(self.field.text())
        shown = self.reader.page
        if shown is not None and shown.name in (meanings.PAGE, high_priority.PAGE):
            self._open(shown.name)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < px(_NARROW)
        way = Qt.Orientation.Vertical if narrow else Qt.Orientation.Horizontal
        if way != self._panes.orientation():
            self._panes.setOrientation(way)
            self._panes.insertWidget(0 if narrow else 1, self._text_card)
        self._alone = narrow and self.height() < px(_LOW)
        self._stand(at_list=self._at_list)

    def _stand(self, *, at_list: bool) -> None:
        """Show text and list; one of them where there is no room for both."""
        self._at_list = at_list and self._alone
        # What comes goes first: with neither there, the keyboard would leave the page.
        shown = {self._list_card: not self._alone or at_list, self._text_card: not self._at_list}
        for card in sorted(shown, key=lambda card: not shown[card]):
            card.setVisible(shown[card])
        self.look_for.setVisible(self._alone)
        self.purpose.setVisible(not self._alone)

    def _show_text(self, _row: object = None) -> None:
        """Read what was chosen, where the list stands in its place."""
        if self._at_list:
            self._stand(at_list=False)
            self.reader.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def search(self) -> bool:
        self._stand(at_list=True)
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()
        return True

    @override
    def back(self) -> bool:
        if self.field.text() and self.field.hasFocus():
            self.field.clear()
            self.field.search_now()
            return True
        if self._at_list:
            self._show_text()
            return True
        return self._return() or self._page_before()

    def _page_before(self) -> bool:
        """Show the page that was read before; tell whether there was one."""
        if len(self._way) <= 1:
            return self._return()
        self._ahead.append(self._way.pop())
        self._open(self._way[-1])
        return True

    def _come_from(self, key: str, named: str = "") -> None:
        """Keep which page of the window to go back to, and say its name."""
        self._came_from = key
        self.return_to.setText(_("Back to {page}").format(page=named))
        self.return_to.setHidden(not (key and named))

    def _return(self) -> bool:
        """Go straight back to the work; tell whether the guide was asked for there."""
        key = self._came_from
        if key:
            self._come_from("")
            self._shell.window.go(key)
        return bool(key)

    @override
    def print_out(self) -> None:
        """Nothing: the guide is not a record."""

    def _forward(self) -> None:
        if self._ahead:
            place = self._ahead.pop()
            self._way.append(place)
            self._open(place)

    def _to_contents(self) -> None:
        self.field.clear()
        self.field.search_now()
        self._go(FIRST)
        if self._alone:
            self._stand(at_list=True)
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _go(self, place: str) -> None:
        """Open `page` or `page#part`, and remember the way."""
        if not self._way or self._way[-1] != place:
            self._way = [*self._way, place][-_LONGEST_WAY:]
            self._ahead.clear()
        self._open(place)

    def _open(self, place: str) -> None:
        name, _sign, part = place.partition("#")
        page = self._guide.page(name)
        if page is None:
            self.banner.say(_("The guide has no page {name}.").format(name=name), Tone.AMBER)
            return
        self.banner.clear()
        self.reader.open_page(page, part)
        self._mark(page)
        self.before.setEnabled(len(self._way) > 1 or bool(self._came_from))
        self.after.setEnabled(bool(self._ahead))

    def _follow(self, target: str) -> None:
        shown = self.reader.page
        if target.startswith(("http:", "https:")):
            if not self._shell.ask.open_page(self, target):
                self.banner.say(_("No browser opened {page}.").format(page=target), Tone.AMBER)
        elif target.startswith("#") and shown is not None:
            self._go(f"{shown.name}{target}")
        else:
            self._go(target.replace(".md", "", 1))

    def _search(self, text: str) -> None:
        self.reader.mark(words_meant(text))
        if not text.strip():
            self._show_contents()
            return
        found = self._guide.find(text)
        self._show_rows(found)
        words = ngettext("{count} place found", "{count} places found", len(found))
        self._say(words.format(count=len(found)))

    def _open_first(self) -> None:
        if self.field.text().strip() and self._model.rows:
            self.list.choose_place(0)
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)
            self._show_text()

    def _show_contents(self) -> None:
        pages = self._guide.pages
        self._show_rows([Found(page, page.sections[0], page.sections[0].text) for page in pages])
        self._say("")
        if self.reader.page is not None:
            self._mark(self.reader.page)

    def _say(self, words: str) -> None:
        self._count.setText(words)
        self._count.setVisible(bool(words))

    def _show_rows(self, rows: Sequence[Found]) -> None:
        blocked = self.list.blockSignals(True)  # a row is chosen by the person, not by the search
        self.list.show_rows(rows)
        self.list.blockSignals(blocked)
        if rows:
            self._states.show_content()
        else:
            self._states.show_empty()

    def _mark(self, page: GuidePage) -> None:
        if self.field.text():
            return
        blocked = self.list.blockSignals(True)
        for row in self._model.rows:
            if row.page.name == page.name:
                self.list.choose(row)
        self.list.blockSignals(blocked)
        self._in_sight.start()

    def _bring_marked_in_sight(self) -> None:
        marked = self.list.currentIndex()
        if not self.list.viewport().rect().contains(self.list.visualRect(marked)):
            self.list.scrollTo(marked, QAbstractItemView.ScrollHint.PositionAtCenter)

    def _show_found(self, row: Found | None) -> None:
        if row is not None:
            part = "" if row.section is row.page.sections[0] else f"#{row.section.anchor}"
            self._go(f"{row.page.name}{part}")
            if self.field.text().strip():
                self.reader.show_marked(part.removeprefix("#"))


def _guide_of(rulebook: Rulebook) -> Guide:
    """Return the guide with what a rulebook says at the end of its pages."""
    return Guide(
        more={
            meanings.PAGE: meanings.meanings_text(rulebook),
            high_priority.PAGE: high_priority.high_priority_text(rulebook),
        }
    )


def _guide_words() -> str:
    """Return what the page is for; that the guide is in English is said in another language."""
    if speaking() == "en":
        return _("The guide, on this computer. F1 opens it at the right page.")
    return _("The guide, on this computer, in English. F1 opens it at the right page.")


def _columns() -> tuple[Column[Found], ...]:
    return (
        Column(
            _("Page"),
            text=_heading,
            subtitle=_words,
            speak=lambda row: f"{_heading(row)}. {_words(row)}",
            stretch=True,
            key="page",
        ),
    )


def _heading(row: Found) -> str:
    return row.section.heading or row.page.title


def _words(row: Found) -> str:
    if row.section is row.page.sections[0]:
        return row.words
    return f"{row.words} · {row.page.title}" if row.words else row.page.title
