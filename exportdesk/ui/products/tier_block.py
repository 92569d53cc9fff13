"""What it means that a product's code is, or is not, on the high-priority list."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from exportdesk.core.i18n import _, of_rulebook
from exportdesk.core.words.product_fields import tier_words
from exportdesk.diligence import CheckedProduct
from exportdesk.rulebook import HighPriorityItem, Rulebook
from exportdesk.rulebook.hs_codes import dotted
from exportdesk.ui.dates import day_text
from exportdesk.ui.products.words import ground_words, standing_words, tier_tone
from exportdesk.ui.theme import Tone
from exportdesk.ui.widgets import Chip, ElidedLabel, button, label, px, selectable

_LINE = 26


class TierLine(QWidget):
    """Says in one line below a code where it stands; `asked` wants to know what that means,
    `codes_asked` which codes there are.

    It is as high with a code as without one: the fields below it stay where they are.
    """

    asked = Signal()
    codes_asked = Signal()

    def __init__(self, rulebook: Rulebook) -> None:
        super().__init__()
        self._rulebook = rulebook
        self.chip = Chip()
        self.words = ElidedLabel("", "caption")
        self.more = button(_("What it means"), self.asked.emit, kind="link")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(8))
        row.addWidget(self.chip)
        row.addWidget(self.words, 1)
        row.addWidget(self.more)
        self.codes = button(_("All codes of the list"), self.codes_asked.emit, kind="link")
        row.addWidget(self.codes)
        self.setFixedHeight(px(_LINE))

    def show_product(self, checked: CheckedProduct) -> None:
        """Show where the product's code stands."""
        item = checked.high_priority
        is_told = _is_told(checked, self._rulebook)
        tone = tier_tone(item.tier.tier) if item is not None else None
        is_listed = is_told and item is not None
        self.chip.say(
            tier_words(item.tier.tier) if is_listed and item is not None else "", tone or Tone.GREY
        )
        if is_listed:
            words = _("High-priority item")
        elif is_told:
            words = _("Not on the high-priority list")
        elif checked.product.hs_code:
            words = ""  # what is wrong with it stands below
        else:
            words = _("Tells if it is high-priority.")
        self.words.setText(words)
        self.more.setVisible(is_told)
        self.codes.setVisible(not is_told and not checked.product.hs_code)


class TierBlock(QWidget):
    """What the tier of a code means, the date of the list, and where that is written.

    `codes_asked` wants to know which codes there are.
    """

    codes_asked = Signal()

    def __init__(self, rulebook: Rulebook) -> None:
        super().__init__()
        self._rulebook = rulebook
        self._title = label("", "strong", wrap=True)
        self._words = selectable(label("", "finding", wrap=True))
        self._ground = selectable(label("", "caption", wrap=True))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(4))
        column.addWidget(self._title)
        column.addWidget(self._words)
        column.addWidget(self._ground)
        self.codes = button(_("All codes of the list"), self.codes_asked.emit, kind="link")
        column.addWidget(self.codes, 0, Qt.AlignmentFlag.AlignLeft)
        self.hide()

    @property
    def texts(self) -> tuple[str, ...]:
        """What it says."""
        return tuple(one.text() for one in (self._title, self._words, self._ground) if one.text())

    def show_product(self, checked: CheckedProduct) -> None:
        """Show where the product's code stands."""
        item = checked.high_priority
        is_shown = _is_told(checked, self._rulebook)
        self.setVisible(is_shown)
        if not is_shown:
            return
        if item is None:
            self._say_none(checked.product.hs_code)
        else:
            self._say(item)

    def _say_none(self, code: str) -> None:
        revision = day_text(self._rulebook.high_priority.revision)
        note = self._rulebook.notes.of("hs-no-classification")
        self._put(self._title, _("HS code {code}").format(code=dotted(code)))
        self._put(
            self._words,
            _("The code is not on BIS's high-priority list of {date}.").format(date=revision),
        )
        self._put(self._ground, ground_words(note))

    def _say(self, item: HighPriorityItem) -> None:
        tier = item.tier
        revision = day_text(self._rulebook.high_priority.revision)
        title = _("High-priority item {code}, BIS list of {date}").format(
            code=dotted(item.hs6), date=revision
        )
        self._put(self._title, title)
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


def _is_told(checked: CheckedProduct, rulebook: Rulebook) -> bool:
    """Tell whether there is anything to say of a code: not of what is none."""
    is_code = bool(checked.product.hs_code) and not any(
        one.code.startswith("product-hs-") and one.severity == "error" for one in checked.findings
    )
    # Of a retired code the finding says which of its successors are on the list.
    is_retired = rulebook.high_priority.retired(checked.product.hs_code) is not None
    return is_code and not (checked.high_priority is None and is_retired)
