"""Names of our own that may be one: the same without legal forms, or spelled nearly the same."""

from collections.abc import Callable, Iterator, Sequence
from itertools import combinations

from rapidfuzz.distance import Levenshtein

from exportdesk.screening.glossary_plain import PLAIN_WORDS
from exportdesk.screening.normalize import NameForm, read_name

# A block of more names than this has a word in common that says nothing.
_LARGEST_BLOCK = 300
_LEAST_LETTERS = 6
_SHORT = 12

Weight = Callable[[str], float]
_MADE_UP = "zyqxv"


def is_only_legal_form(name: str) -> bool:
    """Whether a name holds nothing but a legal form, titles and small words."""
    return read_name(f"{_MADE_UP} {name}").keys == (_MADE_UP,)


def is_generic(form: NameForm, weight: Weight, generic: float) -> bool:
    """Whether every word of a name says less than `generic`, or only what a company does, or where.

    Such words are rare in the lists at times, and say no more for it.
    """
    return all(key in PLAIN_WORDS or weight(key) < generic for key in form.keys)


def same_key(form: NameForm) -> str:
    """Return what two names have in common that are the same but for legal form and word order."""
    return " ".join(sorted(form.keys))


def near_pairs(forms: Sequence[NameForm], weight: Weight) -> Iterator[tuple[int, int]]:
    """Yield the places of names that are spelled nearly, but not quite, the same.

    Only names are compared that share their rarest word, their second, or the frame of the rarest.
    """
    blocks: dict[str, list[int]] = {}
    joined = [same_key(form) for form in forms]
    for at, form in enumerate(forms):
        for block in _blocks(form, weight):
            blocks.setdefault(block, []).append(at)
    seen: set[tuple[int, int]] = set()
    for places in blocks.values():
        if not 1 < len(places) <= _LARGEST_BLOCK:
            continue
        for one, other in combinations(places, 2):
            if (one, other) in seen or joined[one] == joined[other]:
                continue
            seen.add((one, other))
            if _is_near(joined[one], joined[other]):
                yield one, other


def _blocks(form: NameForm, weight: Weight) -> set[str]:
    rarest = sorted(set(form.keys), key=lambda key: (-weight(key), key))[:2]
    found = set(rarest)
    if rarest and len(rarest[0]) >= _LEAST_LETTERS:
        found.add(f"~{_frame(rarest[0])}")
    return found


def _frame(word: str) -> str:
    """Return the first letter and the other consonants, each run of one letter once."""
    found = word[0]
    for letter in word[1:]:
        if letter not in "aeiouy" and letter != found[-1]:
            found += letter
    return found


def _is_near(one: str, other: str) -> bool:
    shorter = min(len(one), len(other))
    if shorter < _LEAST_LETTERS:
        return False
    most = 1 if shorter < _SHORT else 2
    # "Plant 1" and "Plant 2" are two plants.
    return Levenshtein.distance(one, other, score_cutoff=most) <= most and (
        _numbers(one) == _numbers(other)
    )


def _numbers(joined: str) -> list[str]:
    return [word for word in joined.split() if any(letter.isdigit() for letter in word)]
