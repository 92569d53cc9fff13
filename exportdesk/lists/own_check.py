"""A look over the whole of an own table before it is taken in: what would come of it."""

import re
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from exportdesk.core.editions import ListFinding, Severity
from exportdesk.core.listings import Listing
from exportdesk.core.progress import Progress
from exportdesk.lists.catalogue import Source
from exportdesk.lists.own import headings_of
from exportdesk.lists.own_columns import OwnField, OwnTable
from exportdesk.lists.reading import Reading, open_list
from exportdesk.lists.text import plain
from exportdesk.tables.vocabulary import folded, kind_of

_SPLIT = re.compile(r"[;\n]")
_EXAMPLES = 3
_LONGEST_EXAMPLE = 40


@dataclass(frozen=True, slots=True)
class Counted:
    """How many rows something concerns, how many different things it is, and the first few."""

    rows: int = 0
    different: int = 0
    examples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OwnCheck:
    """What a table would become: `rows` in the file, `parties` and `names` out of it.

    `nameless` are rows with nothing to find a party by, with their first numbers as examples;
    `twice` are parties that a row above names already, `same_ids` ids that a row above has.
    """

    rows: int
    parties: int
    names: int
    named: bool
    nameless: Counted = field(default_factory=Counted)
    countries: Counted = field(default_factory=Counted)
    kinds: Counted = field(default_factory=Counted)
    twice: Counted = field(default_factory=Counted)
    same_ids: Counted = field(default_factory=Counted)
    uneven: int = 0
    perhaps_cut: bool = False

    def findings(self) -> tuple[ListFinding, ...]:
        """Return what to know before it is taken in, gravest first."""
        found = []
        if not self.parties:
            found.append(ListFinding("own-nobody", Severity.FATAL))
        if self.perhaps_cut:
            found.append(ListFinding("list-perhaps-cut", Severity.REFUSE))
        if self.parties and not self.named:
            found.append(ListFinding("own-without-names", Severity.WARN))
        for code, counted in (
            ("own-rows-nameless", self.nameless),
            ("own-countries-unknown", self.countries),
            ("own-kinds-unknown", self.kinds),
            ("own-parties-twice", self.twice),
            ("own-ids-twice", self.same_ids),
        ):
            if counted.rows:
                found.append(ListFinding(code, Severity.WARN, _facts(counted)))
        if self.uneven:
            found.append(ListFinding("own-rows-uneven", Severity.WARN, {"count": self.uneven}))
        return tuple(found)


def check_own(
    path: Path,
    source: Source,
    table: OwnTable,
    header: Sequence[str],
    country_code: Callable[[str], str],
    progress: Progress,
) -> OwnCheck:
    """Read the table in a file to its end as `table` says; `header` is its row of headings.

    Raises BadInput, ListRefused (no table, or damaged further down), Cancelled.
    """
    progress.stage("own-checking")
    reading = open_list(path, source, country_code, progress, table)
    fields = table.mapping.columns if table.mapping else ()
    counting = _Counting(headings_of(header, len(fields)), fields, country_code)
    for listing in reading:
        counting.add(listing)
    return _check(reading, counting, OwnField.NAME in fields)


class _Counting:
    """Counts what is odd about the rows of a table."""

    def __init__(
        self,
        headings: Sequence[str],
        fields: Sequence[OwnField | None],
        country_code: Callable[[str], str],
    ) -> None:
        self._under = {
            wanted: [
                heading for heading, held in zip(headings, fields, strict=False) if held is wanted
            ]
            for wanted in (OwnField.COUNTRY, OwnField.KIND, OwnField.ID)
        }
        self._country_code = country_code
        self._codes: dict[str, bool] = {}
        self._parties: set[Hashable] = set()
        self._ids: set[Hashable] = set()
        self.countries: Counter[str] = Counter()
        self.country_rows = 0
        self.kinds: Counter[str] = Counter()
        self.twice: Counter[str] = Counter()
        self.same_ids: Counter[str] = Counter()

    def add(self, listing: Listing) -> None:
        """Count one party."""
        strange = [word for word in self._cells(listing, OwnField.COUNTRY) if self._strange(word)]
        self.countries.update(list(dict.fromkeys(strange)))
        self.country_rows += bool(strange)
        for said in self._cells(listing, OwnField.KIND):
            if kind_of(said) is None:
                self.kinds[said] += 1
        for said in self._cells(listing, OwnField.ID):
            _note(said, said, self._ids, self.same_ids)
        party = (folded(listing.name), listing.countries)
        _note(party, listing.name, self._parties, self.twice)

    def _cells(self, listing: Listing, wanted: OwnField) -> list[str]:
        cells: Mapping[str, object] = listing.record
        told = (str(cells.get(heading, "")) for heading in self._under[wanted])
        if wanted is OwnField.COUNTRY:
            told = (piece for cell in told for piece in _SPLIT.split(cell))
        return list(filter(None, map(plain, told)))

    def _strange(self, word: str) -> bool:
        if word not in self._codes:
            self._codes[word] = not self._country_code(word)
        return self._codes[word]


def _note(key: Hashable, shown: str, seen: set[Hashable], twice: Counter[str]) -> None:
    if key in seen:
        twice[shown] += 1
    seen.add(key)


def _check(reading: Reading, counting: _Counting, named: bool) -> OwnCheck:
    nameless = next((one for one in reading.skipped if one.reason == "row-without-name"), None)
    return OwnCheck(
        rows=reading.rows,
        parties=reading.listings,
        names=reading.names,
        named=named,
        nameless=Counted(nameless.count, nameless.count, tuple(map(str, nameless.rows)))
        if nameless
        else Counted(),
        countries=_counted(counting.countries, counting.country_rows),
        kinds=_counted(counting.kinds),
        twice=_counted(counting.twice),
        same_ids=_counted(counting.same_ids),
        uneven=len(reading.uneven),
        perhaps_cut=reading.perhaps_cut,
    )


def _counted(found: Counter[str], rows: int | None = None) -> Counted:
    most = (word[:_LONGEST_EXAMPLE] for word, _times in found.most_common(_EXAMPLES))
    return Counted(found.total() if rows is None else rows, len(found), tuple(most))


def _facts(counted: Counted) -> dict[str, object]:
    more = counted.different > len(counted.examples)
    return {"count": counted.rows, "examples": _joined(counted.examples, more)}


def _joined(examples: Iterable[str], more: bool) -> str:
    return ", ".join([*examples, *(["…"] if more else [])])
