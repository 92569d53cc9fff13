"""Asks, in the page, for what every record needs and nobody has given: company and person."""

from collections.abc import Callable
from dataclasses import replace
from typing import Protocol

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLineEdit
from typing_extensions import override

from exportdesk.core.changes import Changes
from exportdesk.core.company import Company, Settings
from exportdesk.core.i18n import _
from exportdesk.core.progress import Progress
from exportdesk.core.text import tidy
from exportdesk.ui.theme import Tone, px
from exportdesk.ui.typed_names import TypedNames
from exportdesk.ui.widgets import Glyph, button, label, line_edit

_NARROW = 640  # below this, fields and buttons stand below the words


class Profile(Protocol):
    """Who keeps the company profile and the settings: `operations.settings.SettingsDesk`."""

    def company(self) -> Company: ...
    def settings(self) -> Settings: ...
    def save_company(self, company: Company) -> Changes: ...
    def save_settings(self, settings: Settings) -> Changes: ...


class WhoLine(QFrame):
    """Shown while the company's or the person's name is missing. `given` tells both as typed.

    What is `typed` in Settings and not saved stands here already, and is saved there.
    """

    given = Signal(str, str)
    elsewhere = Signal()  # to the settings, for the whole profile

    def __init__(self, typed: TypedNames) -> None:
        super().__init__()
        self._typed = typed
        self.setProperty("kind", "banner")
        self.setProperty("tone", Tone.AMBER.value)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._words = label("", wrap=True)
        self._offered: dict[QLineEdit, str] = {}
        self.company = self._field(_("Company name"))
        self.person = self._field(_("Your name"))
        said, fields, ways = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        said.addWidget(Glyph("alert-outline", "amber"), 0, Qt.AlignmentFlag.AlignVCenter)
        said.addWidget(self._words, 1)
        fields.addWidget(self.company, 1)
        fields.addWidget(self.person, 1)
        ways.addWidget(button(_("Save"), self._give))
        ways.addWidget(button(_("All company details"), self.elsewhere.emit, kind="link"))
        ways.addStretch(1)
        self._parts = (said, fields, ways)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(px(14), px(8), px(12), px(8))
        for layout in (*self._parts, self._row):
            layout.setSpacing(px(10))
        for part, share in zip(self._parts, (1, 1, 0), strict=True):
            self._row.addLayout(part, share)
        self.hide()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        way = QBoxLayout.Direction
        narrow = self.width() < px(_NARROW)
        self._row.setDirection(way.TopToBottom if narrow else way.LeftToRight)

    @override
    def minimumSizeHint(self) -> QSize:
        margins = self._row.contentsMargins()
        least = max(part.minimumSize().width() for part in self._parts)
        return QSize(least + margins.left() + margins.right(), super().minimumSizeHint().height())

    def ask(self, company: Company, settings: Settings) -> None:
        """Ask for what is missing; hide where nothing is."""
        no_company, no_person = not company.name.strip(), not settings.operator.strip()
        typed = self._typed
        for field, name in ((self.company, typed.company), (self.person, typed.person)):
            if field.text() == self._offered.get(field, ""):  # what was typed here stays
                field.setText(name)
                field.setCursorPosition(0)
                self._offered[field] = name
        if (typed.company or not no_company) and (typed.person or not no_person):
            words = _("Typed in Settings, but not saved yet.")
        elif no_company and no_person:
            words = _("Records will show neither your company nor your name.")
        elif no_company:
            words = _("Records will have no company name.")
        else:
            words = _("Records will not show who screened and decided.")
        self._words.setText(words)
        self.company.setVisible(no_company)
        self.person.setVisible(no_person)
        self.setVisible(no_company or no_person)

    def _field(self, name: str) -> QLineEdit:
        made = line_edit(name, width=14, longest=200)
        made.setAccessibleName(name)
        made.returnPressed.connect(self._give)
        return made

    def _give(self) -> None:
        company, person = tidy(self.company.text()), tidy(self.person.text())
        if self._typed.company or self._typed.person:
            self._typed.save_asked.emit(company, person)
        elif company or person:
            self.given.emit(company, person)


def keep(profile: Profile, company: str, person: str) -> Callable[[Progress], Changes]:
    """Return the work that keeps the names given."""

    def work(_progress: Progress) -> Changes:
        changes = Changes.NOTHING
        if person:
            changes |= profile.save_settings(replace(profile.settings(), operator=person))
        if company:
            changes |= profile.save_company(replace(profile.company(), name=company))
        return changes

    return work
