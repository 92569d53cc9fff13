"""What it means that a product's code is, or is not, on the high priority list."""

from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from exportdesk.core.i18n import _, of_rulebook
from exportdesk.core.words.product_fields import tier_words
from exportdesk.diligence import CheckedProduct
from exportdesk.rulebook import HighPriorityItem, Rulebook
from exportdesk.rulebook.hs_codes import dotted
from exportdesk.ui.dates import day_text
from exportdesk.ui.products.words import ground_words, standing_words, tier_tone
from exportdesk.ui.theme import Tone
from exportdesk.ui.widgets import Chip, label, px, selectable


class TierBlock(QWidget):
    """The tier of a code, what it means, the date of the list, and where that is written."""

    def __init__(self, rulebook: Rulebook) -> None:
        super().__init__()
        self._rulebook = rulebook
        self.chip = Chip()
        self._title = label("", "strong", wrap=True)
        self._words = selectable(label("", "finding", wrap=True))
        self._ground = selectable(label("", "caption", wrap=True))
        head = QHBoxLayout()
        head.setSpacing(px(8))
        head.addWidget(self.chip)
        head.addWidget(self._title, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(4))
        column.addLayout(head)
        column.addWidget(self._words)
        column.addWidget(self._ground)
        self.hide()

    @property
    def texts(self) -> tuple[str, ...]:
        """What it says."""
        return tuple(
            one.text() for one in (self.chip, self._title, self._words, self._ground) if one.text()
        )

    def show_product(self, checked: CheckedProduct) -> None:
        """Show where the product's code stands."""
        item = checked.high_priority
        is_code = bool(checked.product.hs_code) and not any(
            one.code.startswith("product-hs-") and one.severity == "error"
            for one in checked.findings
        )
        # Of a retired code the finding says which of its successors are on the list.
        is_retired = self._rulebook.high_priority.retired(checked.product.hs_code) is not None
        is_shown = is_code and not (item is None and is_retired)
        self.setVisible(is_shown)
        if not is_shown:
            return
        if item is None:
            self._say_none()
        else:
            self._say(item)

    def _say_none(self) -> None:
        revision = day_text(self._rulebook.high_priority.revision)
        note = self._rulebook.notes.of("hs-no-classification")
        self.chip.say("", Tone.GREY)
        self._title.setText("")
        self._title.hide()
        self._put(
            self._words,
            _("The code is not on BIS's high priority list of {date}.").format(date=revision),
        )
        self._put(self._ground, ground_words(note))

    def _say(self, item: HighPriorityItem) -> None:
        tier = item.tier
        self.chip.say(tier_words(tier.tier), tier_tone(tier.tier) or Tone.GREY)
        revision = day_text(self._rulebook.high_priority.revision)
        title = _("High priority item {code}, BIS list of {date}").format(
            code=dotted(item.hs6), date=revision
        )
        self._title.setText(title)
        self._title.show()
        self._put(self._words, f"{of_rulebook(item.description)}. {of_rulebook(tier.meaning)}")
        scope = "certification-scope" if item.in_certification_scope else "hs-no-classification"
        note = self._rulebook.notes.of(scope)
        self._put(
            self._ground,
            f"{standing_words(item.provenance)}\n{ground_words(note)}",
        )

    @staticmethod
    def _put(shown: QLabel, words: str) -> None:
        shown.setText(words)
        shown.setAccessibleName(words)
