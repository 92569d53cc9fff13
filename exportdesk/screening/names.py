"""Finds the listed names that a name may be, with the figures of each pair."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from exportdesk.core.parties import PartyKind
from exportdesk.screening.align import Side, align
from exportdesk.screening.candidates import Asked, CandidateFinder, spelling
from exportdesk.screening.countries import country_numbers, near
from exportdesk.screening.features import name_features
from exportdesk.screening.glossary import BUSINESS_WORDS
from exportdesk.screening.index import KINDS, Index
from exportdesk.screening.normalize import NameForm, read_name
from exportdesk.screening.readings import Reading, ReadingFinder
from exportdesk.screening.score import EVIDENCE_FEATURES, FEATURES
from exportdesk.screening.scripts import Script
from exportdesk.screening.store import AnyArray

_PERSON = KINDS.index(PartyKind.PERSON)
_VESSEL, _AIRCRAFT = KINDS.index(PartyKind.VESSEL), KINDS.index(PartyKind.AIRCRAFT)
_AT = {feature: at for at, feature in enumerate(EVIDENCE_FEATURES)}
_UNKNOWN = KINDS.index(PartyKind.UNKNOWN)


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked about one name: the name taken apart, and what is known beside it."""

    form: NameForm
    kind: PartyKind
    countries: frozenset[int]

    @classmethod
    def of(cls, name: str, kind: PartyKind, countries: Iterable[str]) -> "Question":
        """Return the question; a name with a legal form or a business word is an organization's."""
        form = read_name(name)
        if kind is PartyKind.UNKNOWN:
            businesslike = any(word.key in BUSINESS_WORDS for word in form.words)
            kind = PartyKind.ORGANIZATION if form.legal or businesslike else kind
        return cls(form, kind, country_numbers(countries))


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
        self._readings = ReadingFinder(index.lexicon)

    def propose(self, question: Question) -> Proposals:
        """Return every pair worth scoring."""
        entries: list[int] = []
        read_as: list[Reading] = []
        figures: list[list[float]] = []
        for at, reading in enumerate(self._readings.of(question.form)):
            if not reading:
                continue
            asked = self._finder.ask(reading, question.form, reread=at > 0)
            for name in self._finder.names(asked, question.form):
                compared = self.compare(asked, question.form, name)
                here = self._index.entries[name].tolist()
                entries += here
                read_as += [reading] * len(here)
                figures += [compared] * len(here)
        if not entries:
            return Proposals([], [], np.zeros((0, len(FEATURES))))
        return Proposals(entries, read_as, np.hstack([figures, self._evidence(question, entries)]))

    def compare(self, asked: Asked, form: NameForm, name: int) -> list[float]:
        """Return the figures of one reading and one listed name."""
        vocabulary = self._index.vocabulary
        numbers = self._index.name_words[name].tolist()
        theirs = Side(
            [vocabulary.words[n] for n in numbers], [vocabulary.weight_list[n] for n in numbers]
        )
        alignment = align(asked.side, asked.neighbors, theirs, numbers)
        return name_features(
            asked.side, theirs, alignment,
            other_script=form.script is not Script.LATIN, consonantal=form.is_consonantal,
            spelled=(asked.spelled, list(map(spelling(form, vocabulary), numbers))),
            known=asked.known, reread=asked.reread,
        )  # fmt: skip

    def _evidence(self, question: Question, entries: list[int]) -> AnyArray:
        """Return the figures of what is known beside each name, as `EVIDENCE_FEATURES` has them."""
        index, asked = self._index, question.kind
        listings = index.entry_listings[entries]
        kinds = index.kinds[listings]
        legal = index.entry_legal[entries]
        ours_legal = self._legal_bits(question.form)
        found = np.zeros((len(entries), len(EVIDENCE_FEATURES)))
        person = kinds == _PERSON
        found[:, _AT["organization"]] = ~person
        if question.form.legal or asked in (PartyKind.ORGANIZATION, PartyKind.PERSON):
            found[:, _AT["vessel"]] = (kinds == _VESSEL) | (kinds == _AIRCRAFT)
        if ours_legal:
            same = (legal & ours_legal) != 0
            found[:, _AT["legal_same"]] = same
            found[:, _AT["legal_differs"]] = ~same & (legal != 0)
        if asked is not PartyKind.UNKNOWN:
            differs = person != (asked is PartyKind.PERSON)
            found[:, _AT["kind_differs"]] = differs & (kinds != _UNKNOWN)
        ours = question.countries
        if ours:
            for at, listing in enumerate(listings.tolist()):
                listed_in = index.countries[listing].tolist()
                if not ours.isdisjoint(listed_in):
                    found[at, _AT["country_same"]] = 1.0
                elif listed_in and not near(ours, listed_in):
                    found[at, _AT["country_differs"]] = 1.0
        return found

    def _legal_bits(self, form: NameForm) -> int:
        # A class no list has is still a class: it differs from every other.
        known, bits = self._index.legal_bits, 0
        for one in form.legal:
            bits |= known.get(one, 1 << 31)
        return bits

    def ask(self, reading: Reading, form: NameForm, *, reread: bool = False) -> Asked:
        """Return one reading weighed, with neighbors."""
        return self._finder.ask(reading, form, reread=reread)
