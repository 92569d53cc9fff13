"""Changing a wording: its texts, and beside them a sample of the paper as it comes out."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget
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
from exportdesk.ui.matches.parts import say_in
from exportdesk.ui.papers.beside_paper import SampleSheet
from exportdesk.ui.papers.wording_form import WordingForm
from exportdesk.ui.shell import Shell
from exportdesk.ui.theme import Tone, px
from exportdesk.ui.widgets import CheckBox, ComboBox, button, label, restyle
from exportdesk.wiring import Desk

_PAUSE_MS = 600  # of typing, before the sample is drawn anew
_MARKS_MS = 40  # until what is marked has its room
_IN_USE, _SHIPPED = "in-use", "shipped"


class WordingEditor(SampleSheet):
    """Keeps a new version once "Save" is pressed, and tells what changed by `kept`."""

    help_topic = "certification-wording"

    kept = Signal(object)

    def __init__(
        self, parent: QWidget, desk: Desk, shell: Shell, title: str, opened: OpenedWording
    ) -> None:
        super().__init__(parent, shell, title, wide=1240, pause_ms=_PAUSE_MS)
        self._desk, self._opened = desk, opened
        self.form = WordingForm(opened, desk.wordings.version_for(opened))
        self._loaded = self.form.read()
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
        self.save = button(_("&Save as a new version"), self.keep, kind="primary")
        self._wrong: QWidget | None = None
        self._reveal = QTimer(self)  # once the marks have their room
        self._reveal.setSingleShot(True)
        self._reveal.setInterval(_MARKS_MS)
        self._reveal.timeout.connect(self._show_wrong)
        self._lay_out()
        self.form.changed.connect(self._follow)
        self.save.setEnabled(not desk.read_only)
        self._say_count()
        self.draw()

    def _lay_out(self) -> None:
        panes = self.set_beside(self.form, self.paper, key="wording", settings=self._shell.settings)
        several = self.begin.count() > 1
        self.compose(
            panes,
            (self.carry, None, self.cancel, self.save),
            head=(label(_("Texts of"), "label"), self.begin) if several else (),
            above=(self.banner,),
            below=(self._count, self._lacks),
        )

    @property
    @override
    def is_changed(self) -> bool:
        return self.form.read() != self._loaded

    @override
    def draw(self) -> None:
        # What is wrong is said at its text.
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
            self.soon.stop()
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

    @override
    def question(self) -> str:
        return _("Leave without keeping this wording?")

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
            self.area.ensureWidgetVisible(self._wrong, 0, px(80))

    def _follow(self) -> None:
        self._say_count()
        self.soon.start()

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
        self.soon.stop()
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
