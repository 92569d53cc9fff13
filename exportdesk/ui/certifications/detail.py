"""One certification beside the table: its paper, and a tab for each side of it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from exportdesk.core.certification_life import Certification
from exportdesk.core.certifications import CertificationState
from exportdesk.core.i18n import _
from exportdesk.core.standing import Evidence
from exportdesk.core.words.choices import word
from exportdesk.ui.cases.swapping import put_in
from exportdesk.ui.certifications.about import (
    asked_told,
    files_told,
    history_told,
    returned_told,
)
from exportdesk.ui.certifications.acts import Acts, acts_of
from exportdesk.ui.certifications.looking import CertificationView, paper_work
from exportdesk.ui.certifications.paper_box import PaperBox
from exportdesk.ui.certifications.words import replaced_words, standing_words, tone_of
from exportdesk.ui.letters.detail import PageLink
from exportdesk.ui.matches.parts import say_in
from exportdesk.ui.shell import Shell
from exportdesk.ui.standing_words import customer_follows
from exportdesk.ui.theme import Tone, px
from exportdesk.ui.widgets import (
    Card,
    Chip,
    EmptyState,
    StateStack,
    Tabs,
    TwoLineLabel,
    button,
    label,
    restyle,
)
from exportdesk.wiring import Desk

PAPER, ASKED, RETURNED, FILES, HISTORY = range(5)
_State = CertificationState


class CertificationDetail(Card):
    """Shows one. `act_asked` tells what to do with it (a key of `Acts`), `file_asked` a file;
    `offered` what can be done now.
    """

    act_asked = Signal(str)
    offered = Signal(object)
    file_asked = Signal(object)

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__(flush=True)
        self._desk, self._shell = desk, shell
        self.view: CertificationView | None = None
        self._shown_paper: tuple[object, ...] = ()
        self.name = TwoLineLabel("", "card-title")
        self.about = label("", "caption", wrap=True)
        self.case = button("", self._to_case, kind="link")
        self.case.setHidden(True)
        self.chip = Chip()
        self.follows = label("", "finding", wrap=True)
        self.tabs = Tabs(_("What to show of the certification"))
        self._panes = QStackedWidget()
        self.paper = PaperBox(
            shell.background,
            _("The certification on paper"),
            EmptyState("file-sign", _("No certification chosen"), _("Its paper appears here.")),
        )
        self.paper.large_asked.connect(self.open_large)
        self._areas: list[QScrollArea] = []
        self._make_buttons()
        nothing = EmptyState(
            "file-sign",
            _("No certification chosen"),
            _("Choose one in the table to see its paper, and what came back."),
        )
        self.states = StateStack(self._lay_out(), nothing)
        self.body.addWidget(self.states)
        self.states.show_empty()
        self.tabs.currentChanged.connect(self._turn)

    def _make_buttons(self) -> None:
        self.acts = Acts(self, self.act_asked.emit)

    def _lay_out(self) -> QWidget:
        self.tabs.setProperty("kind", "close")
        for words in (_("Paper"), _("Asked"), _("Came back"), _("Files"), _("History")):
            self.tabs.addTab(words)
        self._panes.addWidget(self.paper)
        for words in (_("Asked"), _("Came back"), _("Files"), _("History")):
            area = QScrollArea()
            area.setWidgetResizable(True)
            area.setFrameShape(QFrame.Shape.NoFrame)
            area.setAccessibleName(words)
            self._areas.append(area)
            self._panes.addWidget(area)
        head = QHBoxLayout()
        head.setContentsMargins(px(16), px(12), px(14), px(2))
        head.setSpacing(px(8))
        said = QVBoxLayout()
        said.setSpacing(px(2))
        said.addWidget(self.name)
        said.addWidget(self.about)
        said.addWidget(self.case, 0, Qt.AlignmentFlag.AlignLeft)
        said.addWidget(self.follows)
        head.addLayout(said, 1)
        head.addWidget(self.chip)
        line = QHBoxLayout()
        line.setContentsMargins(px(6), 0, px(6), 0)
        line.addWidget(self.tabs, 1)
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addLayout(line)
        column.addWidget(self._panes, 1)
        column.addWidget(self.acts)
        return whole

    @property
    def one(self) -> Certification | None:
        """The certification in view."""
        return self.view.one if self.view is not None else None

    def show_view(self, view: CertificationView) -> None:
        """Show a certification."""
        one = view.one
        other = self.view is None or self.view.one.id != one.id
        self.view = view
        self.states.show_content()
        self.name.setText(one.customer_name or _("Nobody yet"))
        state = one.standing(view.day)
        stands = standing_words(one, view.day)
        if state is _State.REPLACED:
            stands = replaced_words(view.after)
        self.about.setText(f"{one.title}  ·  {stands}")
        self.case.setText(_("Case {number}").format(number=one.form.record))
        self.case.setHidden(one.form.case is None)
        self.chip.say(word(state), tone_of(state))
        follows, tone = customer_follows(view.customer)
        say_in(self.follows, follows)
        restyle(self.follows, tone=tone.value)
        self._show_buttons(view, state)
        self.tabs.setTabText(RETURNED, self._returned_words(one))
        country = self._desk.country_name
        for area, told in zip(
            self._areas,
            (
                asked_told(view, country),
                returned_told(view, country, self.file_asked.emit),
                files_told(one, self.file_asked.emit),
                history_told(view, self._link),
            ),
            strict=True,
        ):
            put_in(area, told, self)
        key = (one.id, one.form, one.sending)
        if key != self._shown_paper:
            if other:
                self.paper.forget()
            self._shown_paper = key
            self.paper.make(paper_work(self._desk, one))

    def show_nothing(self) -> None:
        """Show that none is chosen."""
        self.view = None
        self._shown_paper = ()
        self.acts.main = ""
        self.offered.emit(frozenset[str]())
        self.paper.show_nothing()
        self.chip.say("", Tone.GREY)
        self.states.show_empty()

    def _to_case(self) -> None:
        if self.one is not None and self.one.form.case is not None:
            self._shell.window.go("cases", self.one.form.case)

    def show_returned(self) -> None:
        """Show what came back."""
        self.tabs.setCurrentIndex(RETURNED)

    def open_large(self) -> None:
        """Show the paper as large as the window."""
        if self.one is not None and self.paper.pdf:
            title = _("Certification {number}").format(number=self.one.title)
            name = f"{self.one.number}-{self.one.form.version}.pdf"
            self._shell.window.preview(self.paper.pdf, title, name)

    def _returned_words(self, one: Certification) -> str:
        back = one.last_return
        found = back.findings if back is not None else ()
        count = sum(1 for one in found if one.weight != "note")
        return _("Came back {count}").format(count=count) if count else _("Came back")

    def _show_buttons(self, view: CertificationView, state: CertificationState) -> None:
        one = view.one
        may = acts_of(view, state) if not self._desk.read_only else {"print", "save"}
        back = one.last_return
        if back is None or back.is_signed or state not in (_State.RETURNED, _State.REJECTED):
            may = may - {"seen"}
        if self._desk.read_only and one.is_draft:
            may = set()
        self.acts.offer(state, may)
        self.offered.emit(frozenset(may))

    def _link(self, one: Certification) -> QWidget:
        words = f"{one.title}  ·  {word(one.standing(self.view.day))}" if self.view else one.title
        return PageLink(words, "certifications", one.title, self._shell.window.go)

    def _turn(self, place: int) -> None:
        self._panes.setCurrentIndex(place)


def evidence_name(one: Evidence) -> str:
    """Return the name of a file without any folder."""
    return one.name.replace("\\", "/").rpartition("/")[2]
