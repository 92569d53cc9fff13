"""Words of up to two lines: a long name keeps its room beside a chip, nothing below is moved."""

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget
from typing_extensions import override

_LINES = 2


class TwoLineLabel(QLabel):
    """As many lines as it takes, two at most; then it ends in "…" and its tooltip has the whole."""

    def __init__(self, text: str = "", kind: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("kind", kind)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @override
    def setText(self, text: str) -> None:
        super().setText(text)
        self._hint()
        self.updateGeometry()

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        return self.fontMetrics().height() * max(1, len(self._shown(width)))

    @override
    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance(self.text()), metrics.height())

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(self.fontMetrics().averageCharWidth() * 4, self.fontMetrics().height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._hint()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, metrics = QPainter(self), self.fontMetrics()
        lines = self._shown(self.width())
        top = max(0, (self.height() - metrics.height() * len(lines)) // 2)
        for at, line in enumerate(lines):
            painter.drawText(QPointF(0, top + metrics.height() * at + metrics.ascent()), line)

    def _shown(self, width: int) -> list[str]:
        """Return the lines that are drawn in this width."""
        text, metrics = " ".join(self.text().split()), self.fontMetrics()
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout = QTextLayout(text, self.font())
        layout.setTextOption(option)
        layout.beginLayout()
        starts: list[int] = []
        while (line := layout.createLine()).isValid() and len(starts) <= _LINES:
            line.setLineWidth(max(1, width))
            starts.append(line.textStart())
        layout.endLayout()
        ends = [*starts[1:_LINES], len(text)]
        lines = [text[a:b].strip() for a, b in zip(starts[:_LINES], ends, strict=False)]
        return [metrics.elidedText(one, Qt.TextElideMode.ElideRight, width + 1) for one in lines]

    def _hint(self) -> None:
        whole = " ".join(self.text().split())
        self.setToolTip(self.text() if " ".join(self._shown(self.width())) != whole else "")
