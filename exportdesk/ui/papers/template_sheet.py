"""How a company's papers look: the fields, and beside them a sample of any paper."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from exportdesk.core.changes import Changes
from exportdesk.core.errors import BadInput, ExportDeskError
from exportdesk.core.i18n import _
from exportdesk.core.papers import PaperKind, PaperTemplate, check_template
from exportdesk.core.words import say, sentence
from exportdesk.documents.paper_wording import read_paper_wording
from exportdesk.ui.certifications.paper_box import PaperBox
from exportdesk.ui.papers.template_form import TemplateForm
from exportdesk.ui.shell import Shell
from exportdesk.ui.theme import Tone, px
from exportdesk.ui.widgets import Banner, Card, ComboBox, EmptyState, Splitter, button, label
from exportdesk.wiring import Desk

_LEAST = 140  # of the paper's height, where the text is large
_NARROW = 820  # below this, the paper stands under the fields
_PAUSE_MS = 500
_FIRST = PaperKind.CERTIFICATION


class TemplateSheet(QDialog):
    """Keeps the template once "Save" is pressed."""

    def __init__(self, parent: QWidget, desk: Desk, shell: Shell) -> None:
        super().__init__(parent.window())
        self._desk, self._shell = desk, shell
        title = _("How your papers look")
        self.setWindowTitle(title)
        self.setModal(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        uvl = read_paper_wording(PaperKind.UVL_STATEMENT, desk.folder)
        self.form = TemplateForm(uvl.version, wrong_color)
        self.banner = Banner()
        self.kind: ComboBox[PaperKind] = ComboBox(
            [(kind, sentence(f"paper-{kind}")) for kind in PaperKind]
        )
        self.kind.setAccessibleName(_("Sample of"))
        self.kind.choose(_FIRST)
        self.paper = PaperBox(
            shell.background,
            _("Sample"),
            EmptyState("file-document-outline", _("No sample yet"), _("It is drawn as you type.")),
        )
        self.cancel = button(_("Cancel"), self.reject)
        self.save = button(_("&Save"), self.keep, kind="primary")
        self._compose(title)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE_MS)
        self._timer.timeout.connect(self.draw)
        self.form.load(desk.templates.get())
        self.form.changed.connect(self._timer.start)
        self.form.logo_asked.connect(self.choose_logo)
        self.kind.picked.connect(self._turn)
        self.save.setEnabled(not desk.read_only)
        self.draw()

    def _compose(self, title: str) -> None:
        self.form.setProperty("kind", "clear")
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(self.form)
        card = Card(flush=True)
        card.setMinimumHeight(px(_LEAST))
        head = QHBoxLayout()
        head.setContentsMargins(px(12), px(8), px(12), 0)
        head.addWidget(label(_("Sample of"), "label"))
        head.addWidget(self.kind, 1)
        card.body.addLayout(head)
        card.body.addWidget(self.paper, 1)
        panes = self._panes = Splitter(
            area, card, key="template", settings=self._shell.settings, shares=(1, 1)
        )
        foot = QHBoxLayout()
        foot.setSpacing(px(8))
        words = _("Papers that were made already stay as they are.")
        foot.addWidget(label(words, "caption", wrap=True), 1)
        foot.addWidget(self.cancel)
        foot.addWidget(self.save)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(px(20), px(16), px(20), px(16))
        whole.setSpacing(px(12))
        whole.addWidget(label(title, "card-title"))
        whole.addWidget(self.banner)
        whole.addWidget(panes, 1)
        whole.addLayout(foot)
        room = (self.parentWidget() or self).size()
        self.resize(min(px(1160), round(room.width() * 0.96)), round(room.height() * 0.94))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < px(_NARROW)
        way = Qt.Orientation
        if narrow is not (self._panes.orientation() is way.Vertical):
            self._panes.setOrientation(way.Vertical if narrow else way.Horizontal)
            self._panes.setSizes([3000, 2000] if narrow else [1000, 1000])

    def draw(self) -> None:
        """Draw the sample as it is typed."""
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
