"""A saved index, mapped into memory."""

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from exportdesk.core.errors import Filled, StorageFault
from exportdesk.core.i18n import mark as _m
from exportdesk.core.listings import NameRole
from exportdesk.core.parties import PartyKind
from exportdesk.screening.address_index import AddressFinder
from exportdesk.screening.identifiers import IdKind, IdNumber
from exportdesk.screening.kept import ALGORITHM
from exportdesk.screening.lexicon import Lexicon
from exportdesk.screening.rarity import Rarity, background
from exportdesk.screening.store import Reader
from exportdesk.screening.vocabulary import Vocabulary

KINDS = tuple(PartyKind)
ROLES = tuple(NameRole)


@dataclass(frozen=True, slots=True)
class Identified:
    """A listing found by a number: the number, its country, and the words of the list for it."""

    listing: int
    number: IdNumber
    country: str
    words: str


class Index:
    """Everything a screening looks up. Nothing here changes after loading.

    An index of a part of the lists is given the `whole`, which then says how much a word weighs,
    and its `lexicon`, in which names are read: so a pair of names scores as in the whole.
    """

    def __init__(
        self,
        kept: Path | Reader,
        whole: "Index | None" = None,
        lexicon: Lexicon | None = None,
    ) -> None:
        reader = Reader(kept) if isinstance(kept, Path) else kept
        meta = reader.meta()
        if meta.get("algorithm") != ALGORITHM:
            detail = Filled(_m("made by {version}"), version=meta.get("algorithm"))
            raise StorageFault("index-unreadable", folder=str(kept), detail=detail)
        self._whole = whole
        self.lists: tuple[str, ...] = tuple(meta["lists"])
        self.listings: int = meta["listings"]
        self.names: int = meta["names"]
        self.keys: int = meta["keys"]
        self.legal_bits = {one: 1 << at for at, one in enumerate(meta["legal"])}
        self.vocabulary = Vocabulary.read(reader)
        self.rarity = Rarity(max(1, self.keys), background())
        self.lexicon = lexicon or Lexicon(
            self.vocabulary.number, self.vocabulary.by_skeleton, self.rarity.background.counts
        )
        self.name_words = reader.rows("name_words")
        self.postings = reader.rows("postings")
        self.name_weights = reader.array("name_weights")
        self.whole = reader.rows("whole")
        self.whole_counts = reader.array("whole_counts")
        self.entries = reader.rows("entries")
        self.entry_listings = reader.array("entry_listings")
        self.entry_roles = reader.array("entry_roles")
        self.entry_legal = reader.array("entry_legal")
        self.entry_texts = reader.texts("entry_texts")
        self.uids = reader.texts("uids")
        self.records = reader.texts("records")
        self.kinds = reader.array("kinds")
        self.countries = reader.rows("countries")
        identifiers = reader.texts("identifiers").all()
        self.identifiers = {key: at for at, key in enumerate(identifiers)}
        self.identified = reader.rows("identified")
        self.identifier_facts = reader.texts("identifier_facts")
        self.addresses: AddressFinder = AddressFinder(reader, whole.addresses if whole else None)

    def weight_of(self, word: str) -> float:
        """Return the weight of a word, of the lists or not."""
        if self._whole is not None:
            return self._whole.weight_of(word)
        number = self.vocabulary.number.get(word)
        if number is not None:
            return self.vocabulary.weight_list[number]
        return self.rarity.weight(word, 0)

    def record(self, listing: int) -> tuple[str, str, str, str, tuple[str, ...]]:
        """Return uid, source, list, name and countries of a listing."""
        uid, source, listed_in, name, countries = json.loads(self.records[listing])
        return uid, source, listed_in, name, tuple(countries)

    def identified_by(self, key: str) -> tuple[Identified, ...]:
        """Return the listings that have this identifier."""
        row = self.identifiers.get(key)
        if row is None:
            return ()
        first = int(self.identified.starts[row])
        found = []
        for at, listing in enumerate(np.asarray(self.identified[row]).tolist()):
            kind, number, country, words = json.loads(self.identifier_facts[first + at])
            found.append(Identified(listing, IdNumber(IdKind(kind), number), country, words))
        return tuple(found)
