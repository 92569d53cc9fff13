"""Shows one page of the guide: pictures as wide as there is room, links told, colours followed."""

from typing import Any

from PySide6.QtCore import QEvent, QRegularExpression, QSize, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QImageReader,
    QKeyEvent,
    QResizeEvent,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import QFrame, QTextBrowser, QTextEdit
from typing_extensions import override

from exportdesk.core.guide import Guide, GuidePage
from exportdesk.core.i18n import _
from exportdesk.ui.help.render import page_html, pictures_of, style
from exportdesk.ui.theme import DARK, px, tokens

_NEAR = 90  # letters within which words stand together
_WIDEST = 860  # pixels at the base font: longer lines are hard to read


class Reader(QTextBrowser):
    """The text. `asked` tells the target of a link that was followed: `page#part` or an address."""

    asked = Signal(str)

    def __init__(self, guide: Guide) -> None:
        super().__init__()
        self._guide = guide
        self._page: GuidePage | None = None
        self._drawn_at = 0
        self._part = ""  # the heading that stays at the top until somebody scrolls
        self._words = ""
        self.setAccessibleName(_("Page of the guide"))
        self.setProperty("kind", "reader")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        self.setLineWrapMode(QTextBrowser.LineWrapMode.FixedPixelWidth)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextBrowserInteraction
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.document().setDocumentMargin(px(8))
        self.anchorClicked.connect(self._tell)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(120)
        self._later.timeout.connect(self._draw_again)
        self.verticalScrollBar().actionTriggered.connect(self._forget_part)

    @property
    def page(self) -> GuidePage | None:
        """The page that is shown."""
        return self._page

    def open_page(self, page: GuidePage, part: str = "") -> None:
        """Show `page`, from the heading that `part` names."""
        self._page, self._part = page, part
        self._draw()
        self.setAccessibleDescription(page.title)
        if not self._to_part():
            self.verticalScrollBar().setValue(0)

    def _to_part(self) -> bool:
        """Bring the heading that was asked for to the top; tell whether there is one.

        Lines break anew with the width, and pictures are as high as it allows: what was scrolled to
        before the page had its room stands elsewhere then.
        """
        if self._part:
            self.scrollToAnchor(self._part)
        return bool(self._part)

    def _forget_part(self) -> None:
        self._part = ""

    def mark(self, words: str) -> None:
        """Mark what the regular expression `words` finds, nothing where it is ""; show it."""
        self._words = words
        self._mark_words()

    def show_marked(self, part: str) -> None:
        """Scroll to where most of what is marked stands together, in the part that is shown."""
        begin, end = self._bounds(part)
        marks = [
            (one.cursor.selectionStart(), one.cursor.selectedText().casefold())
            for one in self.extraSelections()
            if begin <= one.cursor.selectionStart() < end
        ]
        if not marks:
            return
        near = [
            len({word for place, word in marks if start <= place < start + _NEAR})
            for start, _word in marks
        ]
        at = QTextCursor(self.document())
        at.setPosition(marks[near.index(max(near))][0])
        line = self.cursorRect(at)
        if line.bottom() > self.viewport().height() - px(40) or line.top() < 0:
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + line.top() - self.viewport().height() // 3)

    def _bounds(self, part: str) -> tuple[int, int]:
        """Return where a part of the page begins, and where the next one does."""
        places: list[tuple[int, set[str]]] = []
        block = self.document().begin()
        while block.isValid():
            names = {name for one in block.textFormats() for name in one.format.anchorNames()}
            if names:
                places.append((block.position(), names))
            block = block.next()
        begin = next((at for at, names in places if part in names), 0)
        return begin, next((at for at, _ in places if at > begin), self.document().characterCount())

    def _mark_words(self) -> None:
        marks = []
        if self._words:
            meant = QRegularExpression(
                self._words, QRegularExpression.PatternOption.CaseInsensitiveOption
            )
            at = self.document().find(meant, 0)
            while not at.isNull():
                mark = QTextEdit.ExtraSelection()
                mark.cursor = at
                mark.format.setBackground(QColor(tokens(self.palette()).amber_soft))
                marks.append(mark)
                at = self.document().find(meant, at)
        self.setExtraSelections(marks)

    def _draw(self) -> None:
        if self._page is None:
            return
        self._drawn_at = self._room
        colours = tokens(self.palette())
        self.document().setDefaultStyleSheet(style(colours))
        folder = QUrl.fromLocalFile(str(self._guide.folder.parent / "pictures")).toString()
        html = pictures_of(page_html(self._page.markdown), folder, dark=colours is DARK)
        self.setHtml(html)
        self._mark_words()

    def _draw_again(self) -> None:
        if self._drawn_at == self._room:
            return
        place = self.verticalScrollBar()
        share = place.value() / max(1, place.maximum())
        self._draw()
        if not self._to_part():
            place.setValue(round(share * place.maximum()))

    @property
    def _room(self) -> int:
        return max(px(120), min(self.viewport().width() - px(40), px(_WIDEST)))

    @override
    def loadResource(self, kind: int, address: QUrl | str) -> Any:
        url = QUrl(address)
        if kind != QTextDocument.ResourceType.ImageResource.value or not url.isLocalFile():
            return None
        ratio = self.devicePixelRatioF()
        reader = QImageReader(url.toLocalFile())
        size = reader.size()
        wide = min(self._room, size.width())
        if not size.isValid() or not wide:
            return None
        high = round(size.height() * wide / size.width())
        reader.setScaledSize(QSize(round(wide * ratio), round(high * ratio)))
        picture: QImage = reader.read()
        picture.setDevicePixelRatio(ratio)
        return picture

    @override
    def focusNextPrevChild(self, next: bool) -> bool:
        # Tab would go through all links of a page first; the pages stand in the list beside it.
        return QTextEdit.focusNextPrevChild(self, next)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from link to link with Ctrl+Down and Ctrl+Up; Enter follows one."""
        down, up = Qt.Key.Key_Down, Qt.Key.Key_Up
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier and event.key() in (down, up):
            super().focusNextPrevChild(event.key() == down)
        else:
            super().keyPressEvent(event)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.setLineWrapColumnOrWidth(min(self.viewport().width(), px(_WIDEST)))
        self._to_part()
        self._later.start()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._page is not None:
            self._drawn_at = 0
            self._later.start()

    def _tell(self, address: QUrl) -> None:
        self.asked.emit(address.toString())
