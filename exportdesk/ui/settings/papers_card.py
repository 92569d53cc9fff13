"""The papers on the Settings page: how they look, and in which wording they go out."""

from exportdesk.core.i18n import _
from exportdesk.documents.wording_file import own_folder
from exportdesk.ui.certifications.words import language_words
from exportdesk.ui.papers.template_sheet import TemplateSheet
from exportdesk.ui.papers.wording_sheet import WordingSheet, read_line
from exportdesk.ui.shell import Shell
from exportdesk.ui.widgets import Card, button, label
from exportdesk.wiring import Desk


class PapersCard(Card):
    """Leads to the look of the papers and to the wording of certifications."""

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__(_("Papers"))
        self._desk, self._shell = desk, shell
        words = _("Logo, color, who signs, clauses of your own; with a sample of every paper.")
        self.look_button = button(
            _("How your papers look…"), self.open_look, glyph="palette-outline"
        )
        self.wording_button = button(
            _("Wording of certifications…"), self.open_wording, glyph="file-document-edit-outline"
        )
        self._wording = label("", "caption", wrap=True)
        self.body.addWidget(label(words, "quiet", wrap=True))
        self.body.addWidget(self.look_button)
        self.body.addWidget(self._wording)
        self.body.addWidget(self.wording_button)
        self.look()

    def look(self) -> None:
        """Say which wording is in use."""
        own = own_folder(self._desk.folder)
        english = read_line("en", own)
        said = english.fault
        if english.wording is not None:
            said = _("Wording of certifications: version {version}.").format(
                version=english.wording.version
            )
        ours = sorted(file.stem for file in own.glob("*.toml"))
        if ours:
            named = ", ".join(map(language_words, ours))
            said = f"{said} {_('Your own: {languages}.').format(languages=named)}"
        self._wording.setText(said)

    def open_look(self) -> None:
        """Open the look of the papers."""
        TemplateSheet(self, self._desk, self._shell).open()

    def open_wording(self) -> None:
        """Open the wording of certifications."""
        sheet = WordingSheet(self, self._desk, self._shell)
        sheet.finished.connect(self._looked)
        sheet.open()

    def _looked(self, _result: int) -> None:
        self.look()
