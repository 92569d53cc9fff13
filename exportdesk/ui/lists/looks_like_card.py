"""Asks whether a file that looks like another source's shall be taken in as that one."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal

from exportdesk.core.i18n import _, of_rulebook
from exportdesk.lists import Source
from exportdesk.ui.widgets import Card, button, label, px
from exportdesk.ui.widgets.flow import FlowLayout


class LooksLikeCard(Card):
    """One question. `agreed` tells to go on as the other source, `another` to choose a file."""

    agreed = Signal()
    another = Signal()
    closed = Signal()

    def __init__(self) -> None:
        super().__init__(" ")
        self.let_title_wrap()
        self._words = label("", "quiet", wrap=True)
        self.go_on = button(_("I&mport it as that list"), self._agree)
        self.other = button(_("Try &another file…"), self._try_another)
        self.cancel = button(_("Cancel"), self._shut)
        row = FlowLayout(px(8))
        for one in (self.go_on, self.other, self.cancel):
            row.addWidget(one)
        self.body.addWidget(self._words)
        self.body.addLayout(row)

    def ask(self, path: Path, chosen: Source, found: Source) -> None:
        """Ask about the file at `path`: not the list that is chosen, but one that was found."""
        self.say(_("This looks like the {name}").format(name=found.name))
        self._words.setText(
            _(
                "{file} has the form of the list that comes from: {agency}. Chosen is: {chosen}. "
                "Nothing was imported yet."
            ).format(file=path.name, agency=of_rulebook(found.agency), chosen=chosen.name)
        )
        self.setAccessibleName(f"{self.title.text()}. {self._words.text()}")
        self.go_on.setFocus(Qt.FocusReason.OtherFocusReason)

    def _agree(self) -> None:
        self.agreed.emit()

    def _try_another(self) -> None:
        self.another.emit()

    def _shut(self) -> None:
        self.closed.emit()
