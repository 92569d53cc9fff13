"""Asks which of two customers stays, and shows what would become of them."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from exportdesk.core.customers import Customer
from exportdesk.core.errors import ExportDeskError
from exportdesk.core.figures import figure
from exportdesk.core.i18n import _, ngettext
from exportdesk.core.ids import PartyId
from exportdesk.core.words import say, sentence
from exportdesk.ui.book_check.looking import Merge, Person, merge_work
from exportdesk.ui.book_check.side_by_side import SideBySide
from exportdesk.ui.jobs import Latest
from exportdesk.ui.shell import Shell
from exportdesk.ui.widgets import ComboBox, button, label, px
from exportdesk.wiring import Desk


class MergePane(QWidget):
    """Two customers and what they would be as one. `agreed` tells a `Merge`, `left` that none."""

    agreed = Signal(object)
    left = Signal()

    def __init__(self, desk: Desk, shell: Shell, country_name: Callable[[str], str]) -> None:
        super().__init__()
        self._desk = desk
        self._looking: Latest[Merge] = Latest(shell.screening)
        self._people: Sequence[Person] = ()
        self._merge: Merge | None = None
        self.stays: ComboBox[PartyId] = ComboBox()
        self.goes: ComboBox[PartyId] = ComboBox()
        self.turn = button(_("&Swap"), self._swap, glyph="swap-horizontal")
        self.agree = button(_("&Merge"), self._agree, kind="primary")
        self.cancel = button(_("Cancel"), self.left.emit)
        self.trouble = label("", "mark", wrap=True)
        self.means = label("", "quiet", wrap=True)
        self.preview = SideBySide(country_name)
        self.preview.setAccessibleName(_("What the merge would make"))
        self._lay_out()
        self.stays.picked.connect(self._stay)
        self.goes.picked.connect(self._go)

    def _lay_out(self) -> None:
        first, second = QHBoxLayout(), QHBoxLayout()
        for words, box in ((_("S&tays"), self.stays), (_("&Goes into it"), self.goes)):
            box.setMinimumWidth(px(120))
            box.setMinimumContentsLength(12)
            box.setSizeAdjustPolicy(ComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            name = label(words, "label")
            name.setBuddy(box)
            box.setAccessibleName(words.replace("&", ""))
            first.addWidget(name)
            first.addWidget(box, 1)
        first.addWidget(self.turn)
        second.addWidget(self.means, 1)
        second.addWidget(self.agree)
        second.addWidget(self.cancel)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(12))
        for row in (first, second):
            row.setSpacing(px(12))
            column.addLayout(row)
        column.addWidget(self.trouble)
        column.addWidget(self.preview, 1)

    def ask(self, people: Sequence[Person]) -> None:
        """Ask about two of these customers."""
        self._people = people
        choices = [(one.customer.id, _called(one.customer, people)) for one in people]
        for box in (self.stays, self.goes):
            box.offer(choices)
        first = max(people, key=_weight)
        second = next(one for one in people if one is not first)
        self.stays.choose(first.customer.id)
        self.goes.choose(second.customer.id)
        self._look()
        self.stays.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_pane(self) -> None:
        """Hear nothing more of what was asked."""
        self._looking.drop()

    def _stay(self, chosen: PartyId) -> None:
        if chosen == self.goes.value:
            self.goes.choose(self._another(chosen))
        self._look()

    def _go(self, chosen: PartyId) -> None:
        if chosen == self.stays.value:
            self.stays.choose(self._another(chosen))
        self._look()

    def _another(self, chosen: PartyId) -> PartyId:
        """Return what the other box is to show: what this one showed before, of two the other."""
        shown = self._merge
        before = (shown.kept.customer.id, shown.other.customer.id) if shown else ()
        others = [one.customer.id for one in self._people if one.customer.id != chosen]
        return next((one for one in before if one != chosen), others[0])

    def _swap(self) -> None:
        stays, goes = self.stays.value, self.goes.value
        self.stays.choose(goes)
        self.goes.choose(stays)
        self._look()

    def _look(self) -> None:
        self.agree.setEnabled(False)
        self._looking.start(
            merge_work(self._desk, self.stays.value, self.goes.value),
            done=self._show,
            failed=self._cannot,
        )

    def _show(self, merge: Merge) -> None:
        self._merge = merge
        self.preview.show_merge(merge.kept, merge.other, merge.together)
        wrong = "\n".join(sentence(one.code, one.facts) for one in merge.wrong)
        self.trouble.setText(wrong)
        self.trouble.setVisible(bool(wrong))
        self.means.setText(_means(merge))
        self.agree.setEnabled(not wrong)

    def _cannot(self, error: ExportDeskError) -> None:
        self._merge = None
        self.trouble.setText(say(error))
        self.trouble.show()

    def _agree(self) -> None:
        if self._merge is not None and self.agree.isEnabled():
            self.agreed.emit(self._merge)


def _means(merge: Merge) -> str:
    """Return what follows from a merge."""
    words = _(
        "“+” marks what is copied over. Then {name} leaves the book; its cases,"
        " certifications, papers, files and decisions go on with the merged customer, which is"
        " screened again. This can be undone."
    ).format(name=merge.other.customer.name)
    if merge.other.decisions:
        words += " " + ngettext(
            "{count} decision on its matches comes along; it is back for review where the merged"
            " customer looks different.",
            "{count} decisions on its matches come along; they are back for review where the merged"
            " customer looks different.",
            merge.other.decisions,
        ).format(count=figure(merge.other.decisions))
    return words


def _weight(one: Person) -> tuple[int, bool, int]:
    """Return how much speaks for a customer to stay: decisions, a reference, what is known."""
    profile = one.customer.profile
    known = len(profile.names) + len(profile.addresses) + len(profile.identifiers)
    return one.decisions, bool(one.customer.reference), known + len(one.customer.related)


def _called(customer: Customer, people: Sequence[Person]) -> str:
    """Return a customer's name, with what tells it from others of that name."""
    if customer.reference:
        return _("{name} ({reference})").format(name=customer.name, reference=customer.reference)
    same = [one.customer.id for one in people if one.customer.name == customer.name]
    if len(same) == 1:
        return customer.name
    return _("{name}, no. {number}").format(name=customer.name, number=same.index(customer.id) + 1)
