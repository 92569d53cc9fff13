"""Why a listing was proposed: which of our words met which of theirs, as people wrote them.

Effects are points of the score. What met shares the points the name earned in proportion to the
weight of the words; what did not meet shares what it cost. Country, kind and legal form carry the
points by which the score would be different without them.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Indel

from exportdesk.core.matches import Feature, Reason, Relation
from exportdesk.core.parties import PartyKind
from exportdesk.screening.align import LEAST_REST, Alignment, Pair, Side, align
from exportdesk.screening.candidates import Asked
from exportdesk.screening.glossary import ABBREVIATIONS, NUMBERS
from exportdesk.screening.index import Index
from exportdesk.screening.normalize import NameForm, Word, read_name
from exportdesk.screening.rarity import GENERIC_WEIGHT
from exportdesk.screening.score import ScoreModel, points
from exportdesk.screening.sounds import skeleton

# Two writings of one word: as much alike as words of one origin are, and how many letters less make
# the one a short form of the other.
_LEAST_ALIKE = 0.55
_LEAST_LEFT_OUT = 2
_SHORT = 4


@dataclass(frozen=True, slots=True)
class Comparison:
    """Both names, weighed and aligned."""

    ours: Sequence[Word]
    ours_side: Side
    ours_form: NameForm
    theirs: Sequence[Word]
    theirs_side: Side
    theirs_form: NameForm
    alignment: Alignment


def compare(asked: Asked, form: NameForm, listed: str, index: Index) -> Comparison:
    """Return one reading of our name aligned with a listed name."""
    theirs_form = read_name(listed)
    keys = theirs_form.keys
    numbers = [index.vocabulary.number[key] for key in keys]
    theirs_side = Side(keys, [index.vocabulary.weight_list[number] for number in numbers])
    alignment = align(asked.side, asked.neighbors, theirs_side, numbers)
    return Comparison(
        asked.words, asked.side, form, theirs_form.words, theirs_side, theirs_form, alignment
    )


def name_reasons(comparison: Comparison, score: float) -> tuple[Reason, ...]:
    """Return the words that met, ours that are missing, theirs that are extra."""
    rows = _rows(comparison)
    gained = sum(row.gain for row in rows)
    lost = sum(row.loss for row in rows)
    covered = gained / (gained + lost) if gained + lost else 0.0
    cost = covered * (100.0 - score) if lost else 0.0
    reasons = []
    for row in rows:
        effect = (score + cost) * row.gain / gained if gained else 0.0
        effect -= cost * row.loss / lost if lost else 0.0
        reasons.append(Reason(Feature.NAME, row.ours, row.theirs, row.relation, round(effect, 1)))
    return tuple(reasons)


@dataclass(frozen=True, slots=True)
class _Row:
    ours: str
    theirs: str
    relation: Relation
    gain: float
    loss: float


def _rows(comparison: Comparison) -> list[_Row]:
    alignment = comparison.alignment
    rows = [_met(comparison, pair) for pair in sorted(alignment.pairs, key=lambda p: p.ours)]
    ours_weights, theirs_weights = comparison.ours_side.weights, comparison.theirs_side.weights
    if alignment.rest >= LEAST_REST:
        weight = sum(ours_weights[i] for i in alignment.ours_left)
        weight += sum(theirs_weights[p] for p in alignment.theirs_left)
        credit = alignment.rest * alignment.rest
        rows.append(
            _Row(
                _written(comparison.ours, alignment.ours_left),
                _written(comparison.theirs, alignment.theirs_left),
                Relation.SIMILAR,
                weight * credit,
                weight * (1 - credit),
            )
        )
        return rows
    rows += [
        _Row(comparison.ours[i].written, "", Relation.MISSING, 0.0, ours_weights[i])
        for i in alignment.ours_left
    ]
    rows += [
        _Row("", comparison.theirs[p].written, Relation.EXTRA, 0.0, theirs_weights[p])
        for p in alignment.theirs_left
    ]
    return rows


def _met(comparison: Comparison, pair: Pair) -> _Row:
    weight = sum(comparison.ours_side.weights[i] for i in pair.ours)
    weight += sum(comparison.theirs_side.weights[p] for p in pair.theirs)
    credit = pair.likeness * pair.likeness
    return _Row(
        _written(comparison.ours, pair.ours),
        _written(comparison.theirs, pair.theirs),
        _relation(comparison, pair),
        weight * credit,
        weight * (1 - credit),
    )


def _written(words: Sequence[Word], places: Sequence[int]) -> str:
    """Return words as people wrote them; one written word that was read as two stands once."""
    parts: list[str] = []
    for at in places:
        if not parts or parts[-1] != words[at].written:
            parts.append(words[at].written)
    return " ".join(parts)


def _relation(comparison: Comparison, pair: Pair) -> Relation:
    """Return how the words of a pair met."""
    one = "".join(comparison.ours[i].key for i in pair.ours)
    other = "".join(comparison.theirs[p].key for p in pair.theirs)
    if comparison.ours_form.script is not comparison.theirs_form.script:
        return Relation.OTHER_SCRIPT
    if one == other:
        if written := _written_otherwise(comparison, pair):
            return written
        weights = [comparison.ours_side.weights[i] for i in pair.ours]
        return Relation.GENERIC if max(weights) < GENERIC_WEIGHT else Relation.SAME
    if len(one) == 1 or len(other) == 1:
        return Relation.ABBREVIATION
    if min(len(one), len(other)) >= 4 and (one.startswith(other) or other.startswith(one)):
        return Relation.ABBREVIATION if abs(len(one) - len(other)) > 2 else Relation.SIMILAR
    return Relation.SOUNDS_ALIKE if skeleton(one) == skeleton(other) else Relation.SIMILAR


def _written_otherwise(comparison: Comparison, pair: Pair) -> Relation | None:
    """Return how two writings of one word of the glossary differ, None where they are no such.

    "Intl" shortens "International", "Industries" is nearly "Industrial", and "Torgovyi" is
    "Trading" in another language.
    """
    mine = comparison.ours[pair.ours[0]].written.casefold().strip(".'’")
    their = comparison.theirs[pair.theirs[0]].written.casefold().strip(".'’")
    if mine == their or not {mine, their} & (ABBREVIATIONS.keys() | NUMBERS.keys()):
        return None
    if _shortens(*sorted((mine, their), key=len)):
        return Relation.ABBREVIATION
    alike = Indel.normalized_similarity(mine, their) >= _LEAST_ALIKE
    return Relation.SIMILAR if alike else Relation.SAME_MEANING


def _shortens(short: str, full: str) -> bool:
    """Whether a word is another with letters left out, more than an ending: "Mfg", "Svcs"."""
    if len(full) - len(short) < _LEAST_LEFT_OUT or short[:1] != full[:1]:
        return False
    if len(short) <= _SHORT:  # "Mohd" is short for "Muhammad"
        short, full = _consonants(short.removesuffix("s")), _consonants(full)
    rest = iter(full)
    return all(letter in rest for letter in short.removesuffix("s"))


def _consonants(word: str) -> str:
    return word[:1] + "".join(letter for letter in word[1:] if letter not in "aeiou")


def evidence_reasons(
    comparison: Comparison,
    figures: Sequence[float],
    total: float,
    model: ScoreModel,
    *,
    kinds: tuple[PartyKind, PartyKind],
    countries: tuple[str, tuple[str, ...]],
) -> tuple[Reason, ...]:
    """Return what legal form, kind and country say, with the points they add or take away.

    `kinds` and `countries` are ours and theirs; `total` is the logistic sum with everything in.
    """

    def effect(*groups: str) -> float:
        part = sum(model.part(figures, group) for group in groups)
        return round(points(total) - points(total - part), 1)

    reasons = [
        *_legal_reason(comparison, effect("legal_differs", "legal_same")),
        *_kind_reason(kinds, effect("kind_differs", "vessel")),
        *_country_reason(countries, effect("country_same", "country_differs")),
    ]
    return tuple(reasons)


def _legal_reason(comparison: Comparison, effect: float) -> list[Reason]:
    ours, theirs = comparison.ours_form, comparison.theirs_form
    one, other = " ".join(ours.legal_words), " ".join(theirs.legal_words)
    if not one and not other:
        return []
    if not one or not other:
        relation = Relation.NOT_GIVEN
    elif one.casefold().strip(".") == other.casefold().strip("."):
        relation = Relation.SAME
    else:
        relation = Relation.LEGAL_FORM if ours.legal & theirs.legal else Relation.DIFFERS
    return [Reason(Feature.LEGAL_FORM, one, other, relation, effect)]


def _kind_reason(kinds: tuple[PartyKind, PartyKind], effect: float) -> list[Reason]:
    ours, theirs = kinds
    if ours is PartyKind.UNKNOWN:
        return []
    if theirs is PartyKind.UNKNOWN:
        return [Reason(Feature.KIND, str(ours), "", Relation.NOT_GIVEN)]
    relation = Relation.SAME if ours is theirs else Relation.DIFFERS
    return [Reason(Feature.KIND, str(ours), str(theirs), relation, effect)]


def _country_reason(countries: tuple[str, tuple[str, ...]], effect: float) -> list[Reason]:
    ours, theirs = countries
    listed = ", ".join(theirs)
    if not ours or not theirs:
        known = ours or listed
        return [Reason(Feature.COUNTRY, ours, listed, Relation.NOT_GIVEN)] if known else []
    relation = Relation.SAME if ours in theirs else Relation.DIFFERS
    return [Reason(Feature.COUNTRY, ours, listed, relation, effect)]
