"""What stands above every page until it is put right or closed: read only, damage, a restore."""

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from exportdesk.ui.theme import Tone, px
from exportdesk.ui.widgets.banner import Banner

READ_ONLY, SAFE, DAMAGE, CLOCK, RULES, RESTORED, PASSWORD = KINDS = (
    *("read-only", "safe", "damage", "clock", "rules", "restored", "password"),
)


class Alarms(QWidget):
    """A banner for each kind, in a fixed order; nothing of it is there while all is well."""

    def __init__(self) -> None:
        super().__init__()
        self.banners = {kind: Banner() for kind in KINDS}
        column = QVBoxLayout(self)
        column.setContentsMargins(px(28), px(16), px(28), 0)
        column.setSpacing(px(8))
        for banner in self.banners.values():
            column.addWidget(banner)
            banner.closed.connect(self._follow)
        self.hide()

    def say(
        self,
        kind: str,
        words: str,
        tone: Tone = Tone.RED,
        *,
        detail: str = "",
        action: str = "",
        call: Callable[[], object] | None = None,
        closable: bool = True,
    ) -> None:
        """Show it; `call` is what the button `action` does."""
        self.banners[kind].say(
            words, tone, detail=detail, action=action, call=call, closable=closable
        )
        self._follow()

    def words(self, kind: str) -> str:
        """What is said of a kind, "" for nothing."""
        return self.banners[kind].words

    def clear(self, kind: str) -> None:
        """Say no more of it."""
        self.banners[kind].clear()
        self._follow()

    def _follow(self) -> None:
        self.setVisible(any(not one.isHidden() for one in self.banners.values()))
