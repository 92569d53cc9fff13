"""Changing a wording: its texts, and beside them a sample of the paper as it comes out."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from exportdesk.core.changes import Changes
from exportdesk.core.errors import ExportDeskError
from exportdesk.core.i18n import _, ngettext
from exportdesk.core.papers import PaperKind
from exportdesk.core.progress import Progress
from exportdesk.core.words import say
from exportdesk.core.words.certifications import lacks_words
from exportdesk.documents.wording_draft import WordingDraft, differing, faults_of
from exportdesk.documents.wording_file import FORM
from exportdesk.operations.wordings import OpenedWording, lacks_of
from exportdesk.ui.certifications.paper_box import PaperBox
from exportdesk.ui.matches.parts import say_in
from exportdesk.ui.papers.wording_form import WordingForm
from exportdesk.ui.shell import Shell
from exportdesk.ui.theme import Tone, px
from exportdesk.ui.widgets import (
    Banner,
    Card,
    CheckBox,
    ComboBox,
    EmptyState,
    Splitter,
    button,
    label,
    restyle,
)
from exportdesk.wiring import Desk

_LEAST = 140  # of the paper's height, where the text is large
_NARROW = 820  # below this, the paper stands under the fields
_PAUSE_MS = 600  # of typing, before the sample is drawn anew
_MARKS_MS = 40  # until what is marked has its room
_IN_USE, _SHIPPED = "in-use", "shipped"


class WordingEditor(QDialog):
    """Keeps a new version once "Save" is pressed, and tells what changed by `kept`."""

    kept = Signal(object)

    def __init__(
        self, parent: QWidget, desk: Desk, shell: Shell, title: str, opened: OpenedWording
    ) -> None:
        super().__init__(parent.window())
        self._desk, self._shell, self._opened = desk, shell, opened
        self.setWindowTitle(title)
        self.setModal(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.form = WordingForm(opened, desk.wordings.version_for(opened))
        self._loaded = self.form.read()
        self.banner = Banner()
        self.paper = PaperBox(
            shell.background,
            _("Sample"),
            EmptyState("file-document-outline", _("No sample yet"), _("It is drawn as you type.")),
        )
        self.paper.large_asked.connect(self._open_large)
        self.begin: ComboBox[str] = ComboBox(_beginnings(opened))
        self.begin.setAccessibleName(_("Texts of"))
        self.begin.picked.connect(self._begin_with)
        self.carry = CheckBox(_("The &translations still say the same"))
        self.carry.setToolTip(
            _("Each is kept as one of the new English text. Otherwise they wait for you.")
        )
        self._count = label("", "caption", wrap=True)
        self._lacks = label("", "finding", wrap=True)
        restyle(self._lacks, tone=Tone.AMBER.value)
        self.cancel = button(_("Cancel"), self.reject)
        self.save = button(_("&Save as a new version"), self.keep, kind="primary")
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE_MS)
        self._timer.timeout.connect(self.draw)
        self._wrong: QWidget | None = None
        self._reveal = QTimer(self)  # once the marks have their room
        self._reveal.setSingleShot(True)
        self._reveal.setInterval(_MARKS_MS)
        self._reveal.timeout.connect(self._show_wrong)
        self._compose(title)
        self.form.changed.connect(self._follow)
        self.save.setEnabled(not desk.read_only)
        self._say_count()
        self.draw()

    def _compose(self, title: str) -> None:
        self.form.setProperty("kind", "clear")
        area = self._area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(self.form)
        card = Card(flush=True)
        card.setMinimumHeight(px(_LEAST))
        card.body.addWidget(self.paper)
        panes = self._panes = Splitter(
            area, card, key="wording", settings=self._shell.settings, shares=(1, 1)
        )
        head = QHBoxLayout()
        head.setSpacing(px(8))
        head.addWidget(label(title, "card-title", wrap=True), 1)
        if self.begin.count() > 1:
            head.addWidget(label(_("Texts of"), "label"))
            head.addWidget(self.begin)
        foot = QHBoxLayout()
        foot.setSpacing(px(8))
        foot.addWidget(self.carry)
        foot.addStretch(1)
        foot.addWidget(self.cancel)
        foot.addWidget(self.save)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(px(20), px(16), px(20), px(16))
        whole.setSpacing(px(12))
        whole.addLayout(head)
        whole.addWidget(self.banner)
        whole.addWidget(panes, 1)
        whole.addWidget(self._count)
        whole.addWidget(self._lacks)
        whole.addLayout(foot)
        room = (self.parentWidget() or self).size()
        self.resize(min(px(1240), round(room.width() * 0.97)), round(room.height() * 0.95))

    @property
    def is_changed(self) -> bool:
        """Whether something is typed that is not kept."""
        return self.form.read() != self._loaded

    def draw(self) -> None:
        """Draw a sample with the texts as they are typed; what is wrong is said at its text."""
        draft = self.form.read()
        faults = tuple(faults_of(draft))
        if faults:
            words = ngettext(
                "The sample waits: {count} text cannot be printed yet.",
                "The sample waits: {count} texts cannot be printed yet.",
                len(faults),
            )
            self.banner.say(words.format(count=len(faults)), Tone.AMBER)
            return
        self.banner.clear()
        self.form.clear_marks()
        wordings, samples = self._desk.wordings, self._desk.samples
        kind = PaperKind.CERTIFICATION if draft.form == FORM else PaperKind(draft.form)

        def work(progress: Progress) -> bytes:
            files = wordings.files_of(draft.form, draft)
            return samples.sample(kind, progress, language=draft.language, wording=files)

        self.paper.make(work)

    def keep(self) -> None:
        """Keep the new version, or say at each text what is wrong with it."""
        draft = self.form.read()
        faults = tuple(faults_of(draft))
        if faults:
            self._timer.stop()
            self.banner.say(_("Some texts cannot be printed as they are."), Tone.RED)
            self._wrong = self.form.mark(faults)
            self._reveal.start()
            return
        lacks = lacks_words(lacks_of(draft))
        if lacks and not self._shell.ask.confirm(
            self,
            _("Keep a wording that says less than BIS recommends?"),
            _("{lacks} It can be used all the same; the forms made with it say so to you.").format(
                lacks=lacks
            ),
            yes=_("Keep it"),
        ):
            return
        self.save.setEnabled(False)
        wordings = self._desk.wordings
        carry = self.carry.isChecked() and not self.carry.isHidden()
        self._shell.jobs.start(
            lambda _progress: wordings.save(draft, carry=carry),
            done=self._kept,
            failed=self._fail,
        )

    def reject(self) -> None:
        """Close it; asks first where something would be lost."""
        if not self.is_changed or self._shell.ask.confirm(
            self,
            _("Leave without keeping this wording?"),
            _("What you changed in it is not kept."),
            yes=_("Leave"),
            danger=True,
        ):
            self._timer.stop()
            super().reject()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < px(_NARROW)
        way = Qt.Orientation
        if narrow is not (self._panes.orientation() is way.Vertical):
            self._panes.setOrientation(way.Vertical if narrow else way.Horizontal)
            self._panes.setSizes([3000, 2000] if narrow else [1000, 1000])

    def _begin_with(self, which: str) -> None:
        """Show the texts of another version; what was typed goes once that is confirmed."""
        if self.is_changed and not self._shell.ask.confirm(
            self,
            _("Show the texts of another version?"),
            _("What you changed here goes."),
            yes=_("Show them"),
            danger=True,
        ):
            self.begin.choose(_IN_USE)
            return
        self.form.load(_version(self._opened, which))
        self._loaded = self.form.read()

    def _show_wrong(self) -> None:
        if self._wrong is not None:
            self._area.ensureWidgetVisible(self._wrong, 0, px(80))

    def _follow(self) -> None:
        self._say_count()
        self._timer.start()

    def _say_count(self) -> None:
        draft, shipped = self.form.read(), self._opened.shipped
        words = _("A wording of your own; the program has none in this language.")
        if shipped is not None:
            count = differing(draft, shipped)
            words = ngettext(
                "{count} text is not as the program has it.",
                "{count} texts are not as the program has them.",
                count,
            ).format(count=count)
            if not count:
                words = _("Every text is as the program has it.")
        self._count.setText(words)
        say_in(self._lacks, lacks_words(lacks_of(draft)))
        self.carry.setVisible(bool(self._opened.followers(draft)))

    def _kept(self, changes: Changes) -> None:
        self._shell.bus.tell(changes)
        version = self.form.version.text().strip()
        self._shell.window.toast(_("Wording {version} is in use.").format(version=version))
        self._timer.stop()
        self.kept.emit(changes)
        self.accept()

    def _fail(self, error: ExportDeskError) -> None:
        self.save.setEnabled(not self._desk.read_only)
        self.banner.say(say(error), Tone.RED)

    def _open_large(self) -> None:
        if self.paper.pdf:
            self._shell.window.preview(self.paper.pdf, _("Sample"), "sample.pdf")


def _beginnings(opened: OpenedWording) -> list[tuple[str, str]]:
    """Return the versions whose texts can be begun with."""
    words = _("{version}, in use").format(version=opened.draft.version)
    found = [(_IN_USE, words)]
    if opened.is_own and opened.shipped is not None:
        words = _("{version}, the program's own").format(version=opened.shipped.version)
        found.append((_SHIPPED, words))
    for at, one in enumerate(opened.past):
        on = one.told("saved_on")
        named = _("{version}, before").format(version=one.version)
        if on:
            named = _("{version}, of {day}").format(version=one.version, day=on)
        found.append((str(at), named))
    return found


def _version(opened: OpenedWording, which: str) -> WordingDraft:
    if which == _SHIPPED and opened.shipped is not None:
        return opened.shipped
    return opened.draft if which == _IN_USE else opened.past[int(which)]
