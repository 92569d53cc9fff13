"""Builds the index of a set of listings and saves it, once and for all, into a folder."""

import json
import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np

from exportdesk.core.errors import StorageFault
from exportdesk.core.listings import Identifier, Listing, NameRole
from exportdesk.core.parties import PartyKind
from exportdesk.core.progress import Progress
from exportdesk.screening.address_index import AddressBuilder
from exportdesk.screening.countries import NO_COUNTRY, country_number
from exportdesk.screening.identifiers import keys_of, read_identifiers
from exportdesk.screening.index import KINDS, ROLES, Index
from exportdesk.screening.kept import ALGORITHM
from exportdesk.screening.normalize import NameForm, read_name
from exportdesk.screening.rarity import Rarity, background
from exportdesk.screening.store import Held, Reader, Writer, grouped, rows_of, turned
from exportdesk.screening.vocabulary import TRIGRAMS, gram_rows, trigrams, write_vocabulary


class IndexBuilder:
    """Takes listings one by one, then writes the index files.

    Given the index of the `whole` of which these listings are a part, it takes from there how much
    a word weighs.
    """

    def __init__(self, whole: Index | None = None) -> None:
        self._whole = whole
        self._numbers: dict[str, int] = {}
        self._words: list[str] = []
        self._names: dict[tuple[int, ...], int] = {}
        self._entries: list[tuple[int, int, int]] = []
        self._entry_legal: list[frozenset[str]] = []
        self._legal: dict[frozenset[str], frozenset[str]] = {}
        self._entry_texts: list[str] = []
        self._uids: list[str] = []
        self._records: list[str] = []
        self._kinds: list[int] = []
        self._countries: list[list[int]] = []
        self._identifiers: dict[str, list[tuple[int, str]]] = {}
        self._lists: set[str] = set()
        self._addresses = AddressBuilder(whole.addresses if whole else None)

    def add(self, listing: Listing) -> None:
        """Take one listing in."""
        at = len(self._records)
        self._uids.append(listing.uid)
        record = (listing.uid, listing.source, listing.list, listing.name, listing.countries)
        self._records.append(json.dumps(record, ensure_ascii=False, separators=(",", ":")))
        self._kinds.append(KINDS.index(listing.kind))
        self._countries.append(
            sorted({country_number(code) for code in listing.countries} - {NO_COUNTRY})
        )
        self._lists.add(listing.list)
        if listing.kind is not PartyKind.ADDRESS:
            seen: set[str] = set()
            for name in listing.names:
                if name.text not in seen:
                    seen.add(name.text)
                    self._add_name(at, name.text, name.role)
        for address in listing.addresses:
            self._addresses.add(at, address)
        for identifier in listing.identifiers:
            self._add_identifier(at, identifier)

    def _add_identifier(self, listing: int, identifier: Identifier) -> None:
        country = identifier.country
        words = f"{identifier.type} {identifier.number}".strip()
        for number in read_identifiers(identifier.number, identifier.type):
            fact = json.dumps(
                (number.kind, number.key, country, f"{words} ({country})" if country else words),
                ensure_ascii=False,
            )
            for key in keys_of(number, country):
                facts = self._identifiers.setdefault(key, [])
                if (listing, fact) not in facts:
                    facts.append((listing, fact))

    def _add_name(self, listing: int, text: str, role: NameRole) -> None:
        form = read_name(text)
        if not form.words:
            return
        number = self._name_number(form)
        self._entries.append((number, listing, ROLES.index(role)))
        # A dozen combinations stand behind all names: each is kept once.
        self._entry_legal.append(self._legal.setdefault(form.legal, form.legal))
        self._entry_texts.append(text)

    def _name_number(self, form: NameForm) -> int:
        numbers = self._numbers
        key = tuple(numbers.setdefault(word.key, len(numbers)) for word in form.words)
        return self._names.setdefault(key, len(self._names))

    def finish(self, folder: Path, progress: Progress) -> None:
        """Write the index into `folder`, which appears whole or not at all."""
        part = folder.with_name(folder.name + ".part")
        try:
            shutil.rmtree(part, ignore_errors=True)
            self._write(Writer(part), progress)
            if folder.exists():
                shutil.rmtree(folder)
            part.rename(folder)
        except OSError as error:
            shutil.rmtree(part, ignore_errors=True)
            raise StorageFault("index-unwritable", folder=str(folder), detail=str(error)) from error
        except BaseException:
            shutil.rmtree(part, ignore_errors=True)
            raise

    def hold(self, progress: Progress) -> Reader:
        """Return the index files held in memory: for few listings that are asked about once."""
        held = Held()
        self._write(held.writer(), progress)
        return held.reader()

    def _write(self, writer: Writer, progress: Progress) -> None:
        progress.stage("building-index")
        steps = 7
        self._words = list(self._numbers)
        progress.step(0, steps)
        self._write_names(writer)
        progress.step(1, steps)
        self._write_whole_names(writer)
        progress.step(2, steps)
        self._write_entries(writer)
        progress.step(3, steps)
        writer.texts("uids", self._uids)
        writer.texts("records", self._records)
        writer.array("kinds", np.array(self._kinds, np.uint8))
        writer.rows("countries", rows_of(self._countries, len(self._countries)))
        progress.step(4, steps)
        self._write_identifiers(writer)
        progress.step(5, steps)
        self._addresses.write(writer)
        progress.step(6, steps)
        writer.meta(
            {
                "algorithm": ALGORITHM,
                "lists": sorted(self._lists),
                "listings": len(self._records),
                "names": len(self._entries),
                "keys": len(self._names),
                "legal": _legal_classes(self._entry_legal),
            }
        )
        progress.step(steps, steps)

    def _write_names(self, writer: Writer) -> None:
        """Write vocabulary, names as rows of word numbers, and the names that hold each word."""
        names = rows_of(self._names, len(self._names))
        postings = turned(names, len(self._words))
        weights = np.array(self._weights(np.diff(postings.starts).tolist()), np.float32)
        write_vocabulary(writer, self._words, weights)
        writer.rows("name_words", names)
        writer.rows("postings", postings)
        owner = np.repeat(np.arange(len(self._names)), np.diff(names.starts))
        totals = np.bincount(owner, weights[names.values], minlength=len(self._names))
        writer.array("name_weights", totals.astype(np.float32))

    def _weights(self, listed: Sequence[int]) -> list[float]:
        """Return how much each word says, by how many names have it."""
        if self._whole is not None:
            return list(map(self._whole.weight_of, self._words))
        rarity = Rarity(max(1, len(self._names)), background())
        return [rarity.weight(word, n) for word, n in zip(self._words, listed, strict=True)]

    def _write_whole_names(self, writer: Writer) -> None:
        words = self._words
        triples = (trigrams("".join(words[at] for at in key)) for key in self._names)
        rows = gram_rows(triples, TRIGRAMS)
        counts = np.bincount(rows.values, minlength=len(self._names))
        writer.rows("whole", rows)
        writer.array("whole_counts", np.maximum(1, counts).astype(np.uint16))

    def _write_entries(self, writer: Writer) -> None:
        """Write which listing has which name under which text, in the order of the names."""
        entries = np.array(self._entries, np.int32).reshape(-1, 3)
        by_name = grouped(entries[:, 0], np.arange(len(entries)), len(self._names))
        writer.rows("entries", by_name)
        writer.array("entry_listings", entries[:, 1].astype(np.int32))
        writer.array("entry_roles", entries[:, 2].astype(np.uint8))
        classes = {one: 1 << at for at, one in enumerate(_legal_classes(self._entry_legal))}
        bits = [sum(classes[one] for one in legal) for legal in self._entry_legal]
        writer.array("entry_legal", np.array(bits, np.uint32))
        writer.texts("entry_texts", self._entry_texts)

    def _write_identifiers(self, writer: Writer) -> None:
        keys = sorted(self._identifiers)
        writer.texts("identifiers", keys, lines=True)
        rows = ([listing for listing, _ in self._identifiers[key]] for key in keys)
        writer.rows("identified", rows_of(rows, len(keys)))
        writer.texts(
            "identifier_facts", (fact for key in keys for _, fact in self._identifiers[key])
        )


def _legal_classes(legal: Iterable[frozenset[str]]) -> list[str]:
    return sorted(frozenset().union(*legal))
