"""What is said of letters from BIS."""

from collections.abc import Callable, Sequence

from exportdesk.core.figures import figure
from exportdesk.core.i18n import _, ngettext
from exportdesk.core.letters import Letter, LetterItem, LetterKind
from exportdesk.core.words.choices import word
from exportdesk.operations.letter_effects import LetterEffect
from exportdesk.operations.letter_lists import LetterParty
from exportdesk.rulebook.hs_codes import dotted


def kind_choices() -> list[tuple[LetterKind | None, str]]:
    """Return the kinds to choose from; None where nothing was said yet."""
    return [(None, _("Choose what it is")), *((one, word(one)) for one in LetterKind)]


def effect_words(effect: LetterEffect) -> str:
    """Return what a letter touches, counted."""
    return ", ".join(one for one in (book_effect_words(effect), case_effect_words(effect)) if one)


def book_effect_words(effect: LetterEffect) -> str:
    """Return how many customers and products a letter touches."""
    customers, products = len(effect.customers), len(effect.products)
    said = []
    if customers:
        words = ngettext("{count} customer", "{count} customers", customers)
        said.append(words.format(count=figure(customers)))
    if products:
        words = ngettext("{count} product", "{count} products", products)
        said.append(words.format(count=figure(products)))
    return ", ".join(said)


def case_effect_words(effect: LetterEffect) -> str:
    """Return how many open cases a letter touches."""
    cases = len(effect.cases)
    if not cases:
        return ""
    return ngettext("{count} open case", "{count} open cases", cases).format(count=figure(cases))


def touches_words(effect: LetterEffect) -> str:
    """Return what a letter touches in one sentence."""
    words = effect_words(effect)
    if not words:
        return _("It touches nothing that you keep, as far as the program can see.")
    return _("It touches {what}.").format(what=words)


def names_words(letter: Letter, country: Callable[[str], str]) -> str:
    """Return what a letter names, in one line."""
    said = [
        *letter.parties,
        *map(item_words, letter.items),
        *(country(code) for code in letter.countries),
    ]
    if not said and letter.source:
        said = [letter.source.removeprefix("own:")]
    return ", ".join(said)


def item_words(item: LetterItem) -> str:
    """Return what a letter names goods by."""
    code = dotted(item.hs_code) if len(item.hs_code) >= _HS6 else item.hs_code
    return " ".join(one for one in (item.sku, code, item.eccn, item.text) if one)


def listed_words(count: int, name: str) -> str:
    """Return how many parties a letter's own list has."""
    return ngettext(
        "{count} party, screened as the own list “{name}”.",
        "{count} parties, screened as the own list “{name}”.",
        count,
    ).format(count=figure(count), name=name)


def recorded_words(number: str, *, screened: bool) -> str:
    """Return that a letter was kept."""
    if screened:
        words = _("{number} is recorded. Everybody is screened against its parties.")
        return words.format(number=number)
    return _("{number} is recorded.").format(number=number)


def changed_words(number: str, had: Sequence[LetterParty], now: Sequence[LetterParty]) -> str:
    """Return that the list of a letter was changed, with how many were added, altered and gone."""
    before = {one.key: one for one in had}
    kept = [one for one in now if one.key in before]
    counts = (
        (len(now) - len(kept), _("{count} added")),
        (sum(1 for one in kept if one != before[one.key]), _("{count} altered")),
        (len(had) - len(kept), _("{count} taken out")),
    )
    said = ", ".join(words.format(count=figure(count)) for count, words in counts if count and had)
    words = _("{number} and its list are changed. Everybody is screened again.")
    if said:
        words = _("{number} and its list are changed: {what}. Everybody is screened again.")
    return words.format(number=number, what=said)


_HS6 = 6
