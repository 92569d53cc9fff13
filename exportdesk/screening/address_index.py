"""The addresses of the lists: found by their weighty words, compared part by part."""

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from exportdesk.core.listings import Address
from exportdesk.core.matches import Relation
from exportdesk.screening.address_score import address_features, address_model
from exportdesk.screening.addresses import Place, read_address, same_numbers
from exportdesk.screening.align import Side, align
from exportdesk.screening.neighbors import NeighborFinder, Neighbors
from exportdesk.screening.normalize import Word
from exportdesk.screening.store import AnyArray, FloatArray, Reader, Writer, rows_of, turned
from exportdesk.screening.vocabulary import Vocabulary, write_vocabulary

_FOLDER = "address_"
_MOST_CANDIDATES = 60
_LEAST_SCORE = 0.2
_NOBODY = Neighbors([], [], {})
# "...; and 12 Other Street": a publisher's two addresses in one field.
_NEXT_ADDRESS = re.compile(r";\s*(?:and\s+)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Meeting:
    """How our address met one of a listing: as the list writes it, and how alike (0 to 1)."""

    listing: int
    theirs: str
    relation: Relation
    likeness: float

    def is_better_than(self, other: "Meeting") -> bool:
        """Return whether this meeting says more: the same place more than the same building."""
        return _rank(self.relation, self.likeness) > _rank(other.relation, other.likeness)


class AddressBuilder:
    """Collects the addresses of listings and writes their part of the index."""

    def __init__(self, whole: "AddressFinder | None" = None) -> None:
        self._whole = whole
        self._numbers: dict[str, int] = {}
        self._texts: dict[str, int] = {}
        self._words: list[tuple[int, ...]] = []
        self._listings: list[list[int]] = []
        self._boxes: dict[str, list[int]] = {}

    def add(self, listing: int, address: Address) -> None:
        """Take in one address; one that is only a town or a country is left out."""
        for text in _NEXT_ADDRESS.split(address.text):
            place = read_address(text)
            if not place.says_little:
                self._add(listing, text.strip(), place)

    def _add(self, listing: int, text: str, place: Place) -> None:
        row = self._texts.setdefault(text, len(self._texts))
        if row < len(self._listings):
            if listing not in self._listings[row]:
                self._listings[row].append(listing)
            return
        numbers = self._numbers
        self._listings.append([listing])
        self._words.append(
            tuple(numbers.setdefault(word.key, len(numbers)) for word in place.words)
        )
        for box in place.boxes:
            self._boxes.setdefault(box, []).append(row)

    def write(self, writer: Writer) -> None:
        """Write the address part of the index."""
        rows = rows_of(self._words, len(self._words))
        postings = turned(rows, len(self._numbers))
        weights = self._weights(np.diff(postings.starts).tolist())
        part = writer.part(_FOLDER)
        write_vocabulary(part, list(self._numbers), np.array(weights, np.float32))
        part.rows("postings", postings)
        part.rows("rows", rows)
        part.rows("listings", rows_of(self._listings, len(self._listings)))
        part.texts("texts", self._texts)
        boxes = sorted(self._boxes)
        part.texts("boxes", boxes, lines=True)
        part.rows("boxed", rows_of((self._boxes[box] for box in boxes), len(boxes)))

    def _weights(self, counts: Sequence[int]) -> list[float]:
        """Return how much each word says, by how many addresses have it."""
        if self._whole is not None:
            return [self._whole.weight_of(word) for word in self._numbers]
        total = max(2, len(self._words))
        return [
            round(max(0.05, math.log((total + 1) / (n + 0.5)) / math.log(total + 1)), 4)
            for n in counts
        ]


class AddressFinder:
    """Finds listed addresses that are the place of ours."""

    def __init__(self, reader: Reader, whole: "AddressFinder | None" = None) -> None:
        self._whole = whole
        part = reader.part(_FOLDER)
        self._vocabulary = Vocabulary.read(part)
        self._postings = part.rows("postings")
        self._rows = part.rows("rows")
        self._listings = part.rows("listings")
        self._texts = part.texts("texts")
        self._boxes = {box: at for at, box in enumerate(part.texts("boxes").all())}
        self._boxed = part.rows("boxed")
        weights = self._vocabulary.weights
        owner = np.repeat(np.arange(len(self._rows)), np.diff(self._rows.starts))
        self._weights: FloatArray = np.bincount(
            owner, weights[self._rows.values], minlength=len(self._rows)
        ).astype(np.float32)
        self._neighbors = NeighborFinder(self._vocabulary)
        self._model = address_model()
        owner = np.repeat(np.arange(len(self._listings)), np.diff(self._listings.starts))
        order = np.argsort(self._listings.values, kind="stable")
        self._ordered_rows = owner[order]
        self._ordered = self._listings.values[order]

    def find(self, text: str) -> Mapping[int, Meeting]:
        """Return, for each listing that has our address or building, its best meeting."""
        return self.find_closely(text)[0]

    def find_closely(self, text: str) -> tuple[Mapping[int, Meeting], bool]:
        """Return what `find` does, and whether another address was nearly taken for ours."""
        best: dict[int, Meeting] = {}
        nearly = False
        for ours, place, row in self._proposed(text):
            theirs, figures = self._compared(place, row)
            relation = self._model.relation(place, theirs, figures)
            if relation is None:
                nearly = nearly or self._model.is_nearly_met(place, theirs, figures)
                continue
            likeness = round(figures[0], 4)
            for listing in self._listings[row].tolist():
                known = best.get(listing)
                if known is None or _rank(relation, likeness) > _rank(
                    known.relation, known.likeness
                ):
                    best[listing] = Meeting(listing, ours, relation, likeness)
        return best, nearly

    def figures(self, text: str) -> Iterator[tuple[str, Place, Place, Sequence[float]]]:
        """Return what the model is asked: listed text, our place, theirs, figures. For fitting."""
        for ours, place, row in self._proposed(text):
            theirs, figures = self._compared(place, row)
            yield ours, place, theirs, figures

    def of_listing(self, listing: int) -> list[str]:
        """Return the addresses of a listing that say where it is."""
        first = np.searchsorted(self._ordered, listing, "left")
        last = np.searchsorted(self._ordered, listing, "right")
        return [self._texts[int(row)] for row in self._ordered_rows[first:last]]

    def _proposed(self, text: str) -> Iterator[tuple[str, Place, int]]:
        """Return the listed addresses worth a closer look: text, our place, row."""
        place = read_address(text)
        if place.says_little:
            return
        for row in self._candidates(place):
            # Two house numbers that differ are two places: nothing else need be compared.
            if same_numbers(place, read_address(self._texts[row])) is not False:
                yield self._texts[row], place, row

    def _candidates(self, place: Place) -> list[int]:
        covered = np.zeros(len(self._rows), np.float32)
        total = 0.0
        for word in place.words:
            neighbors = self._near(word)
            total += self.weight_of(word.key)
            for number, likeness in zip(neighbors.numbers, neighbors.likeness, strict=True):
                credit = likeness * likeness * self._vocabulary.weight_list[number]
                rows = self._postings[number]
                covered[rows] += np.float32(credit)
        scores: AnyArray = covered / np.sqrt(total * np.maximum(self._weights, covered) + 1e-6)
        rows = np.flatnonzero(scores > _LEAST_SCORE)
        best = np.argsort(-scores[rows], kind="stable")[:_MOST_CANDIDATES]
        chosen: list[int] = rows[best].tolist()
        for box in sorted(place.boxes):
            at = self._boxes.get(box)
            if at is not None:
                chosen += [row for row in self._boxed[at].tolist() if scores[row] > 0.0]
        return list(dict.fromkeys(chosen))

    def _near(self, word: Word) -> Neighbors:
        """Return the listed words that one may stand for; a numbered one only for itself."""
        if not any(letter.isdigit() for letter in word.key):
            return self._neighbors.of(word)
        number = self._vocabulary.number.get(word.key)
        return _NOBODY if number is None else Neighbors([number], [1.0], {number: 1.0})

    def weight_of(self, key: str) -> float:
        """Return the weight of a word, of listed addresses or not."""
        if self._whole is not None:
            return self._whole.weight_of(key)
        number = self._vocabulary.number.get(key)
        return 1.0 if number is None else self._vocabulary.weight_list[number]

    def _compared(self, place: Place, row: int) -> tuple[Place, list[float]]:
        """Return one listed address and the figures of it and ours."""
        theirs = read_address(self._texts[row])
        numbers: list[int] = self._rows[row].tolist()
        vocabulary = self._vocabulary
        ours_side = Side([w.key for w in place.words], [self.weight_of(w.key) for w in place.words])
        theirs_side = Side(
            [vocabulary.words[n] for n in numbers], [vocabulary.weight_list[n] for n in numbers]
        )
        neighbors = [self._near(word) for word in place.words]
        alignment = align(ours_side, neighbors, theirs_side, numbers)
        return theirs, address_features(place, theirs, (ours_side, theirs_side), alignment)


def _rank(relation: Relation, likeness: float) -> tuple[bool, float]:
    return relation is Relation.SAME, likeness
