"""What the Control lists page says on day one."""

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from exportdesk.core.i18n import _
from exportdesk.lists import Source
from exportdesk.ui.widgets import Glyph, button, label, px
from exportdesk.ui.widgets.copy_field import CopyField

_WIDE = 560


class FirstSteps(QWidget):
    """What a control list is, where to get it, and the button that takes it in."""

    def __init__(self, source: Source, choose: Callable[[], object]) -> None:
        super().__init__()
        self.address = CopyField(_("Address of the list"), _("Copy the address"), source.url)
        self.action: QPushButton = button(
            _("&Import from file…"), choose, glyph="tray-arrow-down", kind="primary"
        )
        middle = QVBoxLayout(self)
        middle.setContentsMargins(px(24), px(24), px(24), px(24))
        middle.addStretch(2)
        line = QHBoxLayout()
        line.addStretch(1)
        line.addWidget(self._sheet(source), 8)
        line.addStretch(1)
        middle.addLayout(line)
        middle.addStretch(3)

    def _sheet(self, source: Source) -> QWidget:
        sheet = QWidget()
        sheet.setMaximumWidth(px(_WIDE))
        column = QVBoxLayout(sheet)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(12))
        column.addWidget(Glyph("database-outline", "quiet", 36))
        column.addWidget(label(_("No control lists yet"), "card-title"))
        for words in (
            _(
                "A control list names the people, companies, ships and addresses that a government "
                "restricts. ExportDesk compares the parties of your shipments with it, here on "
                "this computer; nothing you type leaves it."
            ),
            _(
                "Start with the {name}: {count} US lists in one file, free of charge, new every "
                "day. This version does not download it for you. Open this address in a browser, "
                "save the file, and import it; a file on a USB stick will do as well."
            ).format(name=source.name, count=len(source.lists)),
        ):
            column.addWidget(label(words, wrap=True))
        column.addWidget(self.address)
        column.addSpacing(px(4))
        column.addWidget(self.action)
        column.addWidget(
            label(
                _("Or drop the file onto this page: JSON or CSV, plain, .gz or .zip."),
                "caption",
                wrap=True,
            )
        )
        return sheet
