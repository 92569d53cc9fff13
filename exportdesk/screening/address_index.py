"""The addresses of the lists: found by their weighty words, compared part by part."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from exportdesk.core.listings import Address
from exportdesk.core.matches import Relation
from exportdesk.screening.addresses import Place, read_address, same_numbers
from exportdesk.screening.align import LEAST_REST, Side, align
from exportdesk.screening.neighbors import NeighborFinder
from exportdesk.screening.store import AnyArray, FloatArray, Reader, Writer, rows_of, turned
from exportdesk.screening.vocabulary import Vocabulary, write_vocabulary

_FOLDER = "address_"
_MOST_CANDIDATES = 40
# Weight that must meet: a street name in words about as rare as its town, or a building's name.
_LEAST_INFORMATION = 0.75
_LEAST_BUILDING = 0.5
_LEAST_COVERED = 0.55


@dataclass(frozen=True, slots=True)
class Meeting:
    """How our address met one of a listing: as the list writes it, and how alike (0 to 1)."""

    listing: int
    theirs: str
    relation: Relation
    likeness: float


class AddressBuilder:
    """Collects the addresses of listings and writes their part of the index."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._listings: list[int] = []
        self._texts: list[str] = []
        self._words: list[tuple[int, ...]] = []

    def add(self, listing: int, address: Address) -> None:
        """Take in one address; one that is only a town or a country is left out."""
        place = read_address(address.text)
        if place.says_little:
            return
        numbers = self._numbers
        self._listings.append(listing)
        self._texts.append(address.text)
        self._words.append(
            tuple(numbers.setdefault(word.key, len(numbers)) for word in place.words)
        )

    def write(self, writer: Writer) -> None:
        """Write the address part of the index."""
        rows = rows_of(self._words, len(self._words))
        postings = turned(rows, len(self._numbers))
        total = max(2, len(self._words))
        weights = [
            round(max(0.05, math.log((total + 1) / (n + 0.5)) / math.log(total + 1)), 4)
            for n in np.diff(postings.starts).tolist()
        ]
        part = writer.part(_FOLDER)
        write_vocabulary(part, list(self._numbers), np.array(weights, np.float32))
        part.rows("postings", postings)
        part.rows("rows", rows)
        part.array("listings", np.array(self._listings, np.int32))
        part.texts("texts", self._texts)


class AddressFinder:
    """Finds listed addresses that are the place of ours."""

    def __init__(self, reader: Reader) -> None:
        part = reader.part(_FOLDER)
        self._vocabulary = Vocabulary.read(part)
        self._postings = part.rows("postings")
        self._rows = part.rows("rows")
        self._listings = part.array("listings")
        self._texts = part.texts("texts")
        weights = self._vocabulary.weights
        owner = np.repeat(np.arange(len(self._rows)), np.diff(self._rows.starts))
        self._weights: FloatArray = np.bincount(
            owner, weights[self._rows.values], minlength=len(self._rows)
        ).astype(np.float32)
        self._neighbors = NeighborFinder(self._vocabulary)
        order = np.argsort(self._listings, kind="stable")
        self._order = order
        self._ordered = self._listings[order]

    def find(self, text: str) -> Mapping[int, Meeting]:
        """Return, for each listing that has our address or building, its best meeting."""
        place = read_address(text)
        if not place.words or place.says_little:
            return {}
        best: dict[int, Meeting] = {}
        for row in self._candidates(place):
            meeting = self._meeting(place, row)
            if meeting is None:
                continue
            known = best.get(meeting.listing)
            if known is None or meeting.likeness > known.likeness:
                best[meeting.listing] = meeting
        return best

    def of_listing(self, listing: int) -> list[str]:
        """Return the addresses of a listing that say where it is."""
        first = np.searchsorted(self._ordered, listing, "left")
        last = np.searchsorted(self._ordered, listing, "right")
        return [self._texts[int(row)] for row in self._order[first:last]]

    def _candidates(self, place: Place) -> list[int]:
        covered = np.zeros(len(self._rows), np.float32)
        total = 0.0
        for word in place.words:
            neighbors = self._neighbors.of(word)
            total += self._weight(word.key)
            for number, likeness in zip(neighbors.numbers, neighbors.likeness, strict=True):
                credit = likeness * likeness * self._vocabulary.weight_list[number]
                rows = self._postings[number]
                covered[rows] += np.float32(credit)
        scores: AnyArray = covered / np.sqrt(total * np.maximum(self._weights, covered) + 1e-6)
        rows = np.flatnonzero(scores > 0.2)
        best = np.argsort(-scores[rows], kind="stable")[:_MOST_CANDIDATES]
        chosen: list[int] = rows[best].tolist()
        return chosen

    def _weight(self, key: str) -> float:
        number = self._vocabulary.number.get(key)
        return 1.0 if number is None else self._vocabulary.weight_list[number]

    def _meeting(self, place: Place, row: int) -> Meeting | None:
        """Return how one listed address met ours, None where it is another place."""
        text = self._texts[row]
        theirs = read_address(text)
        numbers: list[int] = self._rows[row].tolist()
        vocabulary = self._vocabulary
        ours_side = Side([w.key for w in place.words], [self._weight(w.key) for w in place.words])
        theirs_side = Side(
            [vocabulary.words[n] for n in numbers], [vocabulary.weight_list[n] for n in numbers]
        )
        neighbors = [self._neighbors.of(word) for word in place.words]
        alignment = align(ours_side, neighbors, theirs_side, numbers)
        met_ours = met_theirs = building = 0.0
        for pair in alignment.pairs:
            credit = pair.likeness * pair.likeness
            mine = credit * sum(ours_side.weights[i] for i in pair.ours)
            other = credit * sum(theirs_side.weights[p] for p in pair.theirs)
            met_ours += mine
            met_theirs += other
            if theirs.named.issuperset(pair.theirs) or place.named.issuperset(pair.ours):
                building += min(mine, other)
        if alignment.rest >= LEAST_REST:
            credit = alignment.rest * alignment.rest
            met_ours += credit * sum(ours_side.weights[i] for i in alignment.ours_left)
            met_theirs += credit * sum(theirs_side.weights[p] for p in alignment.theirs_left)
        covered = max(
            met_ours / (sum(ours_side.weights) or 1), met_theirs / (sum(theirs_side.weights) or 1)
        )
        relation = _relation(
            place, theirs, information=min(met_ours, met_theirs), building=building, covered=covered
        )
        if relation is None:
            return None
        return Meeting(int(self._listings[row]), text, relation, round(covered, 4))


def _relation(
    ours: Place, theirs: Place, *, information: float, building: float, covered: float
) -> Relation | None:
    """Return same or same building, None for another place."""
    same = same_numbers(ours.numbers, theirs.numbers)
    if covered < _LEAST_COVERED or information < _LEAST_INFORMATION:
        return None
    if same is None and building < _LEAST_BUILDING:
        return None
    if same is False:
        # Two numbers that differ are two places, even in one street.
        return None
    if ours.unit and theirs.unit and ours.unit.isdisjoint(theirs.unit):
        return Relation.SAME_BUILDING
    return Relation.SAME
