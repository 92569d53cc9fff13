"""How a company's papers look: the fields, and beside them a sample of any paper."""

from PySide6.QtWidgets import QHBoxLayout, QWidget
from typing_extensions import override

from exportdesk.core.changes import Changes
from exportdesk.core.errors import BadInput, ExportDeskError
from exportdesk.core.i18n import _
from exportdesk.core.papers import PaperKind, PaperTemplate, check_template
from exportdesk.core.words import say, sentence
from exportdesk.documents.paper_wording import read_paper_wording
from exportdesk.ui.papers.beside_paper import SampleSheet
from exportdesk.ui.papers.template_form import TemplateForm
from exportdesk.ui.shell import Shell
from exportdesk.ui.theme import Tone, px
from exportdesk.ui.widgets import ComboBox, button, label
from exportdesk.wiring import Desk

_PAUSE_MS = 500
_FIRST = PaperKind.CERTIFICATION


class TemplateSheet(SampleSheet):
    """Keeps the template once "Save" is pressed."""

    help_topic = "how-papers-look"

    def __init__(self, parent: QWidget, desk: Desk, shell: Shell) -> None:
        super().__init__(parent, shell, _("How your papers look"), wide=1160, pause_ms=_PAUSE_MS)
        self._desk = desk
        uvl = read_paper_wording(PaperKind.UVL_STATEMENT, desk.folder)
        self.form = TemplateForm(uvl.version, wrong_color)
        self.kind: ComboBox[PaperKind] = ComboBox(
            [(kind, sentence(f"paper-{kind}")) for kind in PaperKind]
        )
        self.kind.setAccessibleName(_("Sample of"))
        self.kind.choose(_FIRST)
        self.save = button(_("&Save"), self.keep, kind="primary")
        self._lay_out()
        self.form.load(desk.templates.get())
        self._loaded = self.form.read()
        self.form.changed.connect(self.soon.start)
        self.form.logo_asked.connect(self.choose_logo)
        self.kind.picked.connect(self._turn)
        self.save.setEnabled(not desk.read_only)
        self.draw()

    def _lay_out(self) -> None:
        sample_of = QHBoxLayout()
        sample_of.setContentsMargins(px(12), px(8), px(12), 0)
        sample_of.addWidget(label(_("Sample of"), "label"))
        sample_of.addWidget(self.kind, 1)
        panes = self.set_beside(
            self.form,
            self.paper,
            key="template",
            settings=self._shell.settings,
            above=sample_of,
        )
        stay = label(_("Papers that were made already stay as they are."), "caption", wrap=True)
        self.compose(panes, (stay, self.cancel, self.save), above=(self.banner,))

    @property
    @override
    def is_changed(self) -> bool:
        return self.form.read() != self._loaded

    @override
    def question(self) -> str:
        return _("Leave without saving how your papers look?")

    @override
    def draw(self) -> None:
        if not self.form.check():
            return
        kind, template, samples = self.kind.value, self.form.read(), self._desk.samples
        self.paper.make(lambda progress: samples.sample(kind, progress, template))

    def choose_logo(self) -> None:
        """Ask for a picture."""
        path = self._shell.ask.open_file(
            self, _("Choose a logo"), _("Pictures (*.png *.jpg *.jpeg)")
        )
        if path is None:
            return
        templates = self._desk.templates
        self._shell.jobs.start(
            lambda _progress: templates.take_logo(path),
            done=self._take_logo,
            failed=self._fail,
        )

    def keep(self) -> None:
        """Keep the template, or say what is wrong with it."""
        if not self.form.check():
            return
        template, templates = self.form.read(), self._desk.templates
        self.save.setEnabled(False)
        self._shell.jobs.start(
            lambda _progress: templates.save(template), done=self._kept, failed=self._fail
        )

    def _take_logo(self, template: PaperTemplate) -> None:
        self.banner.clear()
        self.form.take_logo(template)

    def _kept(self, changes: Changes) -> None:
        self._shell.bus.tell(changes)
        self._shell.window.toast(_("The look of your papers is saved."))
        self.soon.stop()
        self.accept()

    def _fail(self, error: ExportDeskError) -> None:
        self.save.setEnabled(not self._desk.read_only)
        self.banner.say(say(error), Tone.RED)

    def _turn(self, _kind: object) -> None:
        self.paper.forget()
        self.draw()


def wrong_color(color: str) -> str:
    """Return what is wrong with a color for papers, "" for nothing."""
    try:
        check_template(PaperTemplate(accent=color))
    except BadInput as error:
        return say(error)
    return ""
