"""The fields of a wording: its version, and its texts part by part."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from exportdesk.core.i18n import _
from exportdesk.core.papers import PaperKind
from exportdesk.core.words import sentence
from exportdesk.documents.wording import Clause, Review
from exportdesk.documents.wording_draft import TextFault, WordingDraft, form_texts
from exportdesk.operations.wordings import OpenedWording
from exportdesk.ui.papers.passages_box import PassagesBox
from exportdesk.ui.papers.wording_text import WordingText
from exportdesk.ui.theme import px
from exportdesk.ui.widgets import Card, ComboBox, FormGrid, line_edit, text_area

_PASSAGES = "passages"


@dataclass(frozen=True, slots=True)
class Part:
    """Texts that stand together on the paper. The one named `passages` has none but these."""

    key: str
    title: str
    keys: tuple[str, ...] = ()


def parts_of(draft: WordingDraft, english: WordingDraft | None) -> tuple[Part, ...]:
    """Return the parts of a form, each called as its heading on paper."""
    titles, found = (english or draft).texts, dict[str, list[str]]()
    at = "head"
    for key in form_texts(draft.form).texts:
        begin = key.partition("_")[0]
        if begin == "section":
            at = key
        part = {"mail": "mail", "hint": "hint"}.get(begin, at)
        found.setdefault(part, []).append(key)
    named = {"head": _("Head and frame"), "mail": _("The message"), "hint": _("Hints in fields")}
    parts = [
        Part(key, named.get(key) or titles.get(key) or key, tuple(keys))
        for key, keys in found.items()
    ]
    if form_texts(draft.form).most_passages:
        asks = draft.form == PaperKind.INFORMATION_LETTER
        words = _("What can be asked for") if asks else _("What the customer confirms")
        parts.insert(0, Part(_PASSAGES, words))
    return tuple(parts)


class WordingForm(QWidget):
    """`changed` tells every change."""

    changed = Signal()

    def __init__(self, opened: OpenedWording, version: str) -> None:
        """`version` is what the new version is called unless something else is typed."""
        super().__init__()
        self._opened = opened
        self._draft = opened.draft
        self._parts = parts_of(opened.draft, opened.english)
        self._texts: dict[str, WordingText] = {}
        self._passages: PassagesBox | None = None
        self._pages: dict[str, QWidget] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, px(8), 0)
        self._column.setSpacing(px(14))
        self._column.addWidget(self._version_card(version))
        self._column.addWidget(self._texts_card())
        self._column.addStretch(1)
        self.show_part(self._parts[0].key)

    def _version_card(self, version: str) -> Card:
        card = Card(_("This version"))
        self._grid = FormGrid()
        self.version = self._grid.add(
            _("&Version"),
            line_edit(longest=60),
            6,
            hint=_("It is printed on each paper, and is never used again."),
        )
        self.version.setText(version)
        self.version.setCursorPosition(0)
        reviews = [
            (Review.NOT_REVIEWED, _("By nobody yet")),
            (Review.LANGUAGE, _("By somebody who has the language as their own")),
            (Review.LAWYER, _("By a lawyer")),
        ]
        self.review: ComboBox[Review] = self._grid.add(_("&Read over"), ComboBox(reviews), 6)
        self.note = self._grid.add(
            _("By &whom, when, with what remark"),
            text_area(lines=2),
            12,
            hint=_("Printed on certifications and statements, beside the version."),
        )
        self.note.setPlainText(self._draft.told("review_note"))
        told = self._draft.told("review")
        self.review.choose(Review(told) if told in set(Review) else Review.NOT_REVIEWED)
        self.version.textEdited.connect(self._tell)
        self.review.picked.connect(self._tell)
        self.note.textChanged.connect(self._tell)
        card.body.addWidget(self._grid)
        return card

    def _texts_card(self) -> Card:
        card = Card(_("Texts"))
        grid = FormGrid()
        choices = [(one.key, one.title) for one in self._parts]
        self.part: ComboBox[str] = grid.add(_("&Part of the paper"), ComboBox(choices), 12)
        self.part.picked.connect(self.show_part)
        self._place = QVBoxLayout()
        card.body.addWidget(grid)
        card.body.addLayout(self._place)
        return card

    def show_part(self, key: str) -> None:
        """Show the texts of a part."""
        self.part.choose(key)
        if key not in self._pages:
            part = next(one for one in self._parts if one.key == key)
            page = self._passages_page() if key == _PASSAGES else self._texts_page(part.keys)
            self._pages[key] = page
            self._place.addWidget(page)
        for one, page in self._pages.items():
            page.setVisible(one == key)

    def _passages_page(self) -> QWidget:
        of, english = form_texts(self._draft.form), self._opened.english
        asks = of.key == "ask"
        self._passages = PassagesBox(
            _ask_name if asks else _clause_name,
            self._draft.passages,
            shipped=_shipped(self._opened),
            english=english.passages if english is not None else None,
            most=of.most_passages,
            needed=of.needed,
            has_basis=not asks,
        )
        self._passages.changed.connect(self._tell)
        return self._passages

    def _texts_page(self, keys: Sequence[str]) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(12))
        shipped, english = self._opened.shipped, self._opened.english
        places = form_texts(self._draft.form).places
        for key in keys:
            made = WordingText(
                key.replace("_", " ").capitalize(),
                self._draft.texts.get(key, ""),
                shipped=shipped.texts.get(key) if shipped is not None else None,
                english=english.texts.get(key, "") if english is not None else "",
            )
            if key in places:
                named = ", ".join(f"{{{one}}}" for one in places[key])
                words = _("Filled in by the program: {places}").format(places=named)
                made.field.setToolTip(words)
            made.changed.connect(self._tell)
            self._texts[key] = made
            column.addWidget(made)
        return page

    def load(self, draft: WordingDraft) -> None:
        """Show the texts of another version, under the version that stands here."""
        at = self.part.value
        self._draft = draft
        for page in self._pages.values():
            self._place.removeWidget(page)
            page.hide()
            page.deleteLater()
        self._pages.clear()
        self._texts.clear()
        self._passages = None
        self.note.setPlainText(draft.told("review_note"))
        told = draft.told("review")
        self.review.choose(Review(told) if told in set(Review) else Review.NOT_REVIEWED)
        self.show_part(at)
        self._tell()

    def read(self) -> WordingDraft:
        """Return the wording as typed."""
        texts = {key: field.text for key, field in self._texts.items()}
        english = self._opened.english
        passages = self._draft.passages
        if self._passages is not None:
            passages = self._passages.passages
        elif english is not None:
            known = {one.id: one for one in passages}
            passages = tuple(known.get(one.id, replace(one, text="")) for one in english.passages)
        return replace(
            self._draft, texts={**self._draft.texts, **texts}, passages=passages
        ).with_head(
            version=self.version.text().strip(),
            review=self.review.value.value,
            review_note=" ".join(self.note.toPlainText().split()),
        )

    def mark(self, faults: Iterable[TextFault]) -> QWidget | None:
        """Say at each text what is wrong with it; put the cursor into the first and return it."""
        self.clear_marks()
        first: QWidget | None = None
        shown = self.part.value
        for fault in faults:
            field = self._mark(fault)
            if first is None:
                first, shown = field, self.part.value
        self.show_part(shown)
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)
        return first

    def clear_marks(self) -> None:
        """Take all marks away."""
        self._grid.clear_marks()
        if self._passages is not None:
            self._passages.clear_marks()
        for one in self._texts.values():
            one.mark("")

    def _mark(self, fault: TextFault) -> QWidget:
        words = sentence(fault.code, fault.facts)
        if fault.where == "version":
            self._grid.mark(self.version, words)
            return self.version
        if fault.where == "review_note":
            self._grid.mark(self.note, words)
            return self.note
        place, _colon, at = fault.where.partition(":")
        if place in ("passage", _PASSAGES):
            self.show_part(_PASSAGES)
            assert self._passages is not None
            return self._passages.mark(words, int(at) if at else None)
        self.show_part(next(one.key for one in self._parts if fault.where in one.keys))
        self._texts[fault.where].mark(words)
        return self._texts[fault.where].field

    def _tell(self, *_what: object) -> None:
        self.changed.emit()


def _shipped(opened: OpenedWording) -> Sequence[Clause]:
    return opened.shipped.passages if opened.shipped is not None else ()


def _clause_name(at: int) -> str:
    return _("Clause {number}").format(number=at)


def _ask_name(at: int) -> str:
    return _("Request {number}").format(number=at)
