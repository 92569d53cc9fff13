"""The finding in view: what it says, the customers side by side, and what can be done about it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from exportdesk.core.errors import ExportDeskError
from exportdesk.core.i18n import _
from exportdesk.core.words import say
from exportdesk.ui.book_check.aside_pane import AsidePane
from exportdesk.ui.book_check.looking import FoundRow, Person, people_work
from exportdesk.ui.book_check.merge_pane import MergePane
from exportdesk.ui.book_check.side_by_side import SideBySide
from exportdesk.ui.book_check.words import aside_words, finding_words, findings_count, kind_words
from exportdesk.ui.jobs import Latest
from exportdesk.ui.shell import Shell
from exportdesk.ui.widgets import Card, button, label, px
from exportdesk.wiring import Desk


class FindingDetail(Card):
    """Shows findings. Tells what is wanted: `opened` an id, `put_aside` rows and a reason,
    `brought_back` rows, `agreed` a `Merge`; `turned` whether a merge takes the room.
    """

    opened = Signal(object)
    put_aside = Signal(object, str)
    brought_back = Signal(object)
    agreed = Signal(object)
    turned = Signal(bool)

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__()
        self._desk, self._shell = desk, shell
        self._zone = desk.clock.now().zone
        self._looking: Latest[tuple[Person, ...]] = Latest(shell.screening)
        self._rows: Sequence[FoundRow] = ()
        self._people: tuple[Person, ...] = ()
        country_name = desk.country_name
        self.says = label("", "strong", wrap=True)
        self.why = label("", "quiet", wrap=True)
        self.aside = button(_("Put &aside…"), self.begin_aside, glyph="archive-arrow-down-outline")
        self.back = button(_("&Bring back"), self._bring_back, glyph="archive-arrow-up-outline")
        self.merge = button(_("&Merge…"), self.begin_merge, glyph="call-merge")
        self.copy = button(_("Cop&y"), self._copy, glyph="content-copy")
        self.asking = AsidePane()
        self.side = SideBySide(country_name)
        self.merging = MergePane(desk, shell, country_name)
        self._lay_out()
        if desk.read_only:
            for one in (self.aside, self.back, self.merge):
                one.setToolTip(_("This workspace is open for reading only."))
        self.asking.given.connect(self._give)
        self.asking.left.connect(self.leave)
        self.side.opened.connect(self.opened)
        self.merging.agreed.connect(self.agreed)
        self.merging.left.connect(self.leave)
        self.show_rows(())

    def _lay_out(self) -> None:
        self._acts = QWidget()
        acts = QHBoxLayout(self._acts)
        acts.setContentsMargins(0, 0, 0, 0)
        acts.setSpacing(px(12))
        for one in (self.merge, self.aside, self.back, self.copy):
            acts.addWidget(one)
        acts.addStretch(1)
        self._legend = label(_("✓ marks what they share."), "caption")
        acts.addWidget(self._legend)
        view = QWidget()
        column = QVBoxLayout(view)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(10))
        for part in (self.says, self.why, self._acts, self.asking):
            column.addWidget(part)
        column.addWidget(self.side, 1)
        self._view, self._stack = view, QStackedWidget()
        for face in (view, self.merging):
            self._stack.addWidget(face)
        self.body.addWidget(self._stack)
        self.asking.hide()

    @property
    def is_asking(self) -> bool:
        """Whether a reason is asked for, or which of two stays."""
        return not self.asking.isHidden() or self._stack.currentWidget() is self.merging

    def show_rows(self, rows: Sequence[FoundRow]) -> None:
        """Show the findings that are chosen."""
        if rows and [one.key for one in rows] == [one.key for one in self._rows] and self.is_asking:
            self._rows = rows  # the book was looked over again meanwhile
            return
        self._close_asking()
        self._rows, self._people = rows, ()
        one = rows[0].finding if len(rows) == 1 else None
        self.says.setText(_says(rows))
        why = aside_words(one, self._zone) if one is not None else ""
        self.why.setText(_("Put aside: {why}").format(why=why) if why else "")
        self.why.setVisible(bool(why))
        may, is_aside = not self._desk.read_only, [row.is_aside for row in rows]
        self.aside.setVisible(not all(is_aside) or not rows)
        self.aside.setEnabled(may and bool(rows) and not all(is_aside))
        self.back.setVisible(any(is_aside))
        self.back.setEnabled(may)
        self.merge.setVisible(one is not None and len(one.customers) > 1)
        self.merge.setEnabled(False)
        self.copy.setEnabled(bool(rows))
        self._legend.setVisible(one is not None and len(one.customers) > 1)
        self.side.setVisible(one is not None)
        if one is None:
            self._looking.drop()
        else:
            self._looking.start(
                people_work(self._desk, one.customers), done=self._show, failed=self._cannot
            )

    def begin_aside(self) -> None:
        """Ask why what is chosen is put aside."""
        rows = [row for row in self._rows if not row.is_aside]
        if rows and self.aside.isEnabled():
            self._acts.hide()
            self.asking.show()
            self.asking.ask([row.finding for row in rows])

    def begin_merge(self) -> None:
        """Ask which of the customers in view become one."""
        if len(self._people) > 1 and self.merge.isEnabled():
            self._stack.setCurrentWidget(self.merging)
            self.turned.emit(True)
            self.merging.ask(self._people)

    def leave(self) -> bool:
        """Ask no longer; tell whether anything was asked."""
        if not self.is_asking:
            return False
        was_merge = self._stack.currentWidget() is self.merging
        self._close_asking()
        (self.merge if was_merge else self.aside).setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def take_cursor(self) -> None:
        """Put the cursor onto the first customer, or what can be done."""
        first = self.side.names[0].button if self.side.names else self.copy
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_pane(self) -> None:
        """Hear nothing more of what was asked."""
        self._looking.drop()
        self.merging.close_pane()

    def _close_asking(self) -> None:
        self.asking.hide()
        self._acts.show()
        if self._stack.currentWidget() is self.merging:
            self.merging.close_pane()
            self._stack.setCurrentWidget(self._view)
            self.turned.emit(False)

    def _show(self, people: tuple[Person, ...]) -> None:
        self._people = people
        self.side.show_people(people)
        self.merge.setEnabled(len(people) > 1 and not self._desk.read_only)

    def _cannot(self, error: ExportDeskError) -> None:
        self.why.setText(say(error))
        self.why.show()

    def _give(self, reason: str) -> None:
        self.put_aside.emit([row for row in self._rows if not row.is_aside], reason)

    def _bring_back(self) -> None:
        self.brought_back.emit([row for row in self._rows if row.is_aside])

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text)
        self._shell.window.toast(_("Copied."))

    @property
    def text(self) -> str:
        """What is in view, as it is copied."""
        if len(self._rows) == 1:
            parts = (self.says.text(), self.why.text(), self.side.text)
            return "\n".join(part for part in parts if part)
        return "\n".join(
            "\t".join((kind_words(row.finding.what), *row.finding.names, row.finding.value))
            for row in self._rows
        )


def _says(rows: Sequence[FoundRow]) -> str:
    if not rows:
        return _("Choose a finding to see its customers.")
    if len(rows) > 1:
        return _("{findings} are selected.").format(findings=findings_count(len(rows)))
    return finding_words(rows[0].finding)
