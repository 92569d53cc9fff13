"""Every step that touched a product, field by field, the newest first."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from exportdesk.core.book import Act, Batch
from exportdesk.core.figures import figure
from exportdesk.core.i18n import _
from exportdesk.core.products import Product
from exportdesk.core.words.product_fields import field_words
from exportdesk.ui.dates import moment_text
from exportdesk.ui.products.words import act_words, changed_fields
from exportdesk.ui.widgets import EmptyState, StateStack, button, label, px, rule, selectable
from exportdesk.ui.widgets.grown import Grown

History = Sequence[tuple[Batch, Product | None, Product | None]]
_MOST_SHOWN = 100


class HistoryPane(QWidget):
    """The steps one under the other: what, when, by whom, and each field before and after.

    `undone` tells the newest step, to be taken back.
    """

    undone = Signal(object)

    def __init__(self, country: Callable[[str], str], *, read_only: bool) -> None:
        super().__init__()
        self._country = country
        self._read_only = read_only
        self._newest: Batch | None = None
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setAccessibleName(_("History of the product"))
        self.states = StateStack(
            self._area,
            EmptyState(
                "history",
                _("No step on record"),
                _("Changes to this product from now on are listed here, field by field."),
            ),
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.states)

    def show_history(self, history: History) -> None:
        """Show `history`, which begins with the newest step."""
        if not history:
            self.states.show_empty()
            return
        inner = Grown()
        inner.setProperty("kind", "clear")
        inner.column.setContentsMargins(px(2), px(4), px(12), px(8))
        for at, step in enumerate(history[:_MOST_SHOWN]):
            if at:
                inner.column.addWidget(rule())
            inner.column.addWidget(self._step(*step, is_newest=at == 0))
        if len(history) > _MOST_SHOWN:
            inner.column.addWidget(
                label(
                    _("The newest {shown} of {count} steps are shown.").format(
                        shown=_MOST_SHOWN, count=figure(len(history))
                    ),
                    "caption",
                )
            )
        inner.column.addStretch(1)
        self._area.setWidget(inner)
        self.states.show_content()

    def _step(
        self, batch: Batch, before: Product | None, after: Product | None, *, is_newest: bool
    ) -> QWidget:
        place = QWidget()
        column = QVBoxLayout(place)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(4))
        words = act_words(batch.act)
        if batch.act is Act.IMPORT and batch.label:
            words = _("{act} from {name}").format(act=words, name=batch.label)
        if batch.undone_by:
            words = _("{act} (undone later)").format(act=words)
        head = QHBoxLayout()
        head.setSpacing(px(8))
        head.addWidget(label(words, "strong", wrap=True), 1)
        if is_newest and not (batch.undone_by or batch.act is Act.UNDO or self._read_only):
            self._newest = batch
            head.addWidget(button(_("Undo"), self._undo, kind="link"))
        column.addLayout(head)
        who = _("{when}, by {who}").format(
            when=moment_text(batch.at), who=batch.by or _("somebody who gave no name")
        )
        column.addWidget(label(who, "caption", wrap=True))
        if after is not None:
            column.addWidget(self._fields(before, after))
        return place

    def _undo(self) -> None:
        if self._newest is not None:
            self.undone.emit(self._newest)

    def _fields(self, before: Product | None, after: Product) -> QWidget:
        place = QWidget()
        grid = QGridLayout(place)
        grid.setContentsMargins(0, px(4), 0, 0)
        grid.setHorizontalSpacing(px(12))
        grid.setVerticalSpacing(px(4))
        grid.setColumnStretch(1, 1)
        for row, (name, was, became) in enumerate(changed_fields(before, after, self._country)):
            words = became or _("(empty)")
            if before is not None:
                words = _("{before} → {after}").format(before=was or _("(empty)"), after=words)
            shown = selectable(label(words, wrap=True))
            shown.setAccessibleName(f"{field_words(name)}: {words}")
            grid.addWidget(label(field_words(name), "quiet"), row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(shown, row, 1)
        return place
