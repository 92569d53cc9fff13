"""What the Control lists page says on day one."""

from collections.abc import Callable

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from exportdesk.core.i18n import _
from exportdesk.lists import Source
from exportdesk.ui.widgets import Glyph, button, label, px
from exportdesk.ui.widgets.copy_field import CopyField
from exportdesk.ui.widgets.flow import FlowLayout
from exportdesk.ui.widgets.grown import AsHighAsWords

_WIDE = 560


class FirstSteps(AsHighAsWords):
    """What a control list is, where to get it, and the button that takes it in."""

    def __init__(
        self, source: Source, choose: Callable[[], object], update: Callable[[], object]
    ) -> None:
        super().__init__()
        self.address = CopyField(_("Address of the list"), _("Copy the address"), source.url)
        self.action: QPushButton = button(_("&Update now"), update, glyph="refresh", kind="primary")
        self.file: QPushButton = button(_("From a &file…"), choose, glyph="tray-arrow-down")
        middle = QVBoxLayout(self)
        middle.setContentsMargins(px(24), px(24), px(24), px(24))
        middle.addStretch(2)
        line = QHBoxLayout()
        line.addStretch(1)
        line.addWidget(self._sheet(source), 8)
        line.addStretch(1)
        middle.addLayout(line)
        middle.addStretch(3)

    @override
    def minimumSizeHint(self) -> QSize:
        # In a stack, what is not shown would keep the room of what is.
        least = super().minimumSizeHint()
        return least if self.isVisible() else QSize(least.width(), 0)

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
                "Start with the {name}: the US lists in one file, free of charge, new every "
                "day. “Update now” fetches it from the address below; after that the program looks "
                "for newer lists by itself, which Settings can turn off. Without a network, save "
                "the file on another computer and bring it here."
            ).format(name=source.name),
        ):
            column.addWidget(label(words, wrap=True))
        column.addWidget(self.address)
        column.addSpacing(px(4))
        row = FlowLayout(px(8))
        row.addWidget(self.action)
        row.addWidget(self.file)
        column.addLayout(row)
        column.addWidget(
            label(
                _(
                    "Or drop the file onto this page. Lists of other countries are among the "
                    "sources: choose one and turn it on, before or after."
                ),
                "caption",
                wrap=True,
            )
        )
        return sheet
