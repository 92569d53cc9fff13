"""Finds the listed names that a name may be, with the figures of each pair."""

from dataclasses import dataclass

import numpy as np

from exportdesk.core.parties import PartyKind
from exportdesk.screening.align import Side, align
from exportdesk.screening.candidates import Asked, CandidateFinder
from exportdesk.screening.countries import country_number, near
from exportdesk.screening.features import name_features
from exportdesk.screening.glossary import BUSINESS_WORDS
from exportdesk.screening.index import KINDS, Index
from exportdesk.screening.normalize import NameForm, read_name
from exportdesk.screening.readings import Reading, readings
from exportdesk.screening.scripts import Script
from exportdesk.screening.sounds import consonants
from exportdesk.screening.store import AnyArray

_PERSON = KINDS.index(PartyKind.PERSON)
_CRAFT = frozenset({KINDS.index(PartyKind.VESSEL), KINDS.index(PartyKind.AIRCRAFT)})
_UNKNOWN = KINDS.index(PartyKind.UNKNOWN)


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked about one name: the name taken apart, and what is known beside it."""

    form: NameForm
    kind: PartyKind
    country: int

    @classmethod
    def of(cls, name: str, kind: PartyKind, country: str) -> "Question":
        """Return the question; a name with a legal form or a business word is an organization's."""
        form = read_name(name)
        if kind is PartyKind.UNKNOWN:
            businesslike = any(word.key in BUSINESS_WORDS for word in form.words)
            kind = PartyKind.ORGANIZATION if form.legal or businesslike else kind
        return cls(form, kind, country_number(country))


@dataclass(frozen=True, slots=True)
class Proposals:
    """Pairs of our name and listed ones: entry numbers, readings, and a row of figures for each."""

    entries: list[int]
    readings: list[Reading]
    figures: AnyArray


class NameMatcher:
    """Proposes listed names. Not for two threads at once."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._finder = CandidateFinder(index)

    def propose(self, question: Question) -> Proposals:
        """Return every pair worth scoring."""
        entries: list[int] = []
        read_as: list[Reading] = []
        figures: list[list[float]] = []
        ours_legal = self._legal_bits(question.form)
        for at, reading in enumerate(readings(question.form, self._index)):
            if not reading:
                continue
            asked = self._finder.ask(reading, reread=at > 0)
            for name in self._finder.names(asked, consonantal=question.form.is_consonantal):
                compared = self.compare(asked, question.form, name)
                for entry in self._index.entries[name].tolist():
                    entries.append(entry)
                    read_as.append(reading)
                    figures.append(compared + self._evidence(question, ours_legal, entry))
        return Proposals(entries, read_as, np.array(figures, np.float64))

    def compare(self, asked: Asked, form: NameForm, name: int) -> list[float]:
        """Return the figures of one reading and one listed name."""
        vocabulary = self._index.vocabulary
        numbers = self._index.name_words[name].tolist()
        ours = Side([word.key for word in asked.words], asked.weights)
        theirs = Side(
            [vocabulary.words[n] for n in numbers], [vocabulary.weight_list[n] for n in numbers]
        )
        alignment = align(ours, asked.neighbors, theirs, numbers)
        bare = form.is_consonantal
        spelled = (
            [word.consonants or consonants(word.key) for word in asked.words]
            if bare
            else ours.keys,
            [vocabulary.bare[n] for n in numbers] if bare else theirs.keys,
        )
        return name_features(
            ours, theirs, alignment,
            other_script=form.script is not Script.LATIN, consonantal=bare, spelled=spelled,
            known=asked.known, reread=asked.reread,
        )  # fmt: skip

    def _evidence(self, question: Question, ours_legal: int, entry: int) -> list[float]:
        """Return the figures of what is known beside the name, as `EVIDENCE_FEATURES` has them."""
        index = self._index
        listing = int(index.entry_listings[entry])
        kind = int(index.kinds[listing])
        legal = int(index.entry_legal[entry])
        asked = question.kind
        known = asked is not PartyKind.UNKNOWN and kind != _UNKNOWN
        kind_differs = known and (asked is PartyKind.PERSON) != (kind == _PERSON)
        not_craft = bool(question.form.legal) or asked in (
            PartyKind.ORGANIZATION,
            PartyKind.PERSON,
        )
        listed_in = index.countries[listing].tolist() if question.country else []
        same = question.country in listed_in
        differs = bool(listed_in) and not same and not near(question.country, listed_in)
        return [
            float(kind != _PERSON),
            float(kind in _CRAFT and not_craft),
            float(bool(ours_legal and legal and not ours_legal & legal)),
            float(bool(ours_legal & legal)),
            float(kind_differs),
            float(same),
            float(differs),
        ]

    def _legal_bits(self, form: NameForm) -> int:
        # A class no list has is still a class: it differs from every other.
        bits = self._index.legal_bits
        return sum(bits.get(one, 1 << 31) for one in form.legal)

    def ask(self, reading: Reading) -> Asked:
        """Return one reading weighed, with neighbors."""
        return self._finder.ask(reading)
