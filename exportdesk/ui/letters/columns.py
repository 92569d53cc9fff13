"""The columns of the table of letters."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from exportdesk.core.i18n import _
from exportdesk.core.ids import LetterId
from exportdesk.core.letters import Letter
from exportdesk.core.words.choices import word
from exportdesk.operations.letter_effects import LetterEffect
from exportdesk.ui.dates import day_text
from exportdesk.ui.letters.words import book_effect_words, case_effect_words, names_words
from exportdesk.ui.theme import Tone
from exportdesk.ui.widgets import Column


@dataclass(frozen=True, slots=True)
class Line:
    """A letter in the table. `effect` is None until it was looked up, `today` the day it is."""

    letter: Letter
    today: date
    effect: LetterEffect | None = None

    @property
    def id(self) -> LetterId:
        """The letter."""
        return self.letter.id

    @property
    def counts(self) -> bool:
        """Whether it counts today."""
        return self.letter.counts_on(self.today)

    @property
    def touches(self) -> tuple[str, str]:
        """What it touches, counted: of the book first, then of cases."""
        if not self.counts or self.effect is None:
            return (_("…") if self.counts else "", "")
        cases = case_effect_words(self.effect)
        book = book_effect_words(self.effect)
        return (book, cases) if book else (cases or _("Nothing"), "")

    @property
    def state(self) -> tuple[str, Tone]:
        """The word and the tone of its chip."""
        return (_("In force"), Tone.AMBER) if self.counts else (_("Ended"), Tone.GREY)


def letter_columns(country: Callable[[str], str]) -> tuple[Column[Line], ...]:
    """Return the columns; `country` names a country by its code."""
    return (
        Column(
            _("Letter"),
            text=lambda r: word(r.letter.kind),
            subtitle=lambda r: " · ".join(
                one for one in (r.letter.number, r.letter.reference) if one
            ),
            key="letter",
            width=150,
            strong=True,
            stretch=True,
        ),
        Column(
            _("Dated"),
            text=lambda r: day_text(r.letter.dated) if r.letter.dated else "",
            sort=lambda r: r.letter.dated.isoformat() if r.letter.dated else "",
            below=lambda r: day_text(r.letter.dated) if r.letter.dated else "",
            key="dated",
            width=104,
            yields=True,
        ),
        Column(
            _("Names"),
            text=lambda r: names_words(r.letter, country),
            hint=lambda r: names_words(r.letter, country),
            key="names",
            width=190,
            hidden=True,
        ),
        Column(
            _("Touches"),
            text=lambda r: r.touches[0],
            subtitle=lambda r: r.touches[1],
            hint=lambda r: ", ".join(one for one in r.touches if one),
            sort=lambda r: -len(r.effect.customers) if r.effect else 0,
            key="touches",
            width=258,
            fitted=True,
        ),
        Column(
            _("State"),
            text=lambda r: r.state[0],
            tone=lambda r: r.state[1],
            key="state",
            width=130,
            fitted=True,
        ),
    )
