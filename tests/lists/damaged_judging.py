"""Reads a damaged list as an edition and says where the program did what it must never do.

What is lost is told independently of the readers and of the guard: by Python's own XML, JSON and
zip modules, by counting what the database would hold, and by comparing names.
"""

import gzip
import io
import json
import re
import sys
import time
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from xml.parsers import expat

from exportdesk.core.editions import Edition
from exportdesk.core.errors import ListRefused
from exportdesk.core.ids import SourceKey
from exportdesk.core.progress import Silent
from exportdesk.core.words import known_codes, say
from exportdesk.lists import Source, load_catalogue
from exportdesk.operations.import_list import ImportRequest, import_edition
from exportdesk.rulebook import load_rulebook
from exportdesk.storage.lists_db import ListsDb
from tests.fakes import FakeClock
from tests.lists.damaged_samples import Sample

MOST_MEMORY = 2**30
# Formats that carry nothing by which the reader could tell that they are whole.
UNCHECKED = frozenset({"csl-csv", "eu-csv", "uk-csv", "uk-conlist", "bis-dpl", "own-csv"})
_WORD = re.compile(r"\w+")
_LONG = 1_000
_DECLARED = re.compile(r"""\sencoding=(?:"[^"]*"|'[^']*')""")
_LOSS = frozenset({"list-fell", "list-vanished", "list-absent", "list-below-expected"})
_END = frozenset({"completeness-unverified", "list-perhaps-cut"})


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a damaged file: how it ended as a first and as a next edition, what was wrong.

    `faults` are what must never be; `seconds` are of the processor, of the longer of both readings.
    """

    first: str
    next: str
    faults: tuple[str, ...]
    seconds: float
    megabytes: int


class _Judged(Exception):
    """Undoes an edition that would have been kept."""


@dataclass(frozen=True, slots=True)
class _Taken:
    edition: Edition
    counts: Counter[str]
    names: Mapping[str, tuple[str, frozenset[str]]]


class Judge:
    """Judges one sample after the other; keeps its files in `folder`."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._country_code = load_rulebook().countries.country_code
        self._empty = ListsDb.open(folder / "empty.db")
        self._good: dict[str, tuple[ListsDb, Source, _Taken]] = {}

    def close(self) -> None:
        """Close the files."""
        self._empty.close()
        for db, _, _ in self._good.values():
            db.close()

    def judge(self, sample: Sample, data: bytes, limit_seconds: float) -> Outcome:
        """Read `data` as a damaged form of the sample, first and next edition."""
        db, source, before = self._baseline(sample)
        path = self._folder / sample.name
        path.write_bytes(data)
        _forget_peak()
        ends: list[str | _Taken] = []
        faults: list[str] = []
        seconds = 0.0
        for into in (self._empty, db):
            begun = time.process_time()
            end = self._read(into, source, path, faults)
            seconds = max(seconds, time.process_time() - begun)
            ends.append(end)
        megabytes = _peak() // 2**20
        if seconds > limit_seconds:
            faults.append(f"took {seconds:.1f} s")
        if megabytes * 2**20 > MOST_MEMORY:
            faults.append(f"took {megabytes} MB")
        first, following = ends
        taken = [end.edition for end in ends if isinstance(end, _Taken)]
        if taken:
            faults += form_faults(data, taken[0].format)
        if isinstance(first, _Taken):
            faults += _first_faults(first, before, source)
        if isinstance(following, _Taken):
            faults += _next_faults(following, before)
        return Outcome(_told(first), _told(following), tuple(faults), seconds, megabytes)

    def _baseline(self, sample: Sample) -> tuple[ListsDb, Source, _Taken]:
        known = self._good.get(sample.name)
        if known is None:
            db = ListsDb.open(self._folder / f"{len(self._good)}.db")
            path = self._folder / sample.name
            path.write_bytes(sample.data)
            source = load_catalogue().source(sample.source)
            edition = import_edition(
                db, ImportRequest(path, SourceKey(sample.source), override_reason="campaign"),
                Silent(), FakeClock(), source=source, country_code=self._country_code,
            )  # fmt: skip
            # The catalogue expects whole lists; of this one, what is in it.
            lists = tuple(
                replace(
                    one,
                    expected=edition.counts.get(one.code, 0),
                    optional=not edition.counts.get(one.code, 0),
                )
                for one in source.lists
            )
            known = db, replace(source, lists=lists), _taken(db, edition)
            self._good[sample.name] = known
        return known

    def _read(self, db: ListsDb, source: Source, path: Path, faults: list[str]) -> "str | _Taken":
        taken: list[_Taken] = []

        def keep() -> None:
            edition = db.edition_in_force(source.key)
            assert edition is not None
            taken.append(_taken(db, edition))
            raise _Judged

        try:
            import_edition(
                db, ImportRequest(path, source.key), Silent(), FakeClock(),
                source=source, country_code=self._country_code, before_keeping=keep,
            )  # fmt: skip
        except _Judged:
            edition = taken[0].edition
            skipped = sum(one.count for one in edition.skipped)
            if edition.read != edition.listings + skipped:
                faults.append(f"{edition.read} rows, {edition.listings} + {skipped} told of")
            return taken[0]
        except ListRefused as error:
            if error.code not in known_codes() or "{file}" in say(error):
                faults.append(f"{error.code} has no sentence")
            return error.code
        except Exception as error:  # noqa: BLE001 - that is what is looked for
            faults.append(f"{type(error).__name__}: {str(error)[:200]}")
            return "crash"
        return "kept"


def _taken(db: ListsDb, edition: Edition) -> _Taken:
    names = {
        listing.uid: (listing.list, frozenset(_key(name.text) for name in listing.names))
        for listing in db.current_listings(edition.source)
    }
    return _Taken(edition, db.counts(edition.source), names)


def _key(name: str) -> str:
    return " ".join(sorted(_WORD.findall(name.casefold())))


def _told(end: "str | _Taken") -> str:
    return end if isinstance(end, str) else "taken"


def _first_faults(taken: _Taken, before: _Taken, source: Source) -> Iterator[str]:
    codes = {finding.code for finding in taken.edition.findings}
    for known in source.lists:
        expected = 0 if source.is_own else before.counts[known.code]
        if taken.counts[known.code] < 0.8 * expected:
            yield f"first: {taken.counts[known.code]} of {expected} expected on {known.code}"
    if taken.edition.format in UNCHECKED and not codes & _END:
        yield "first: nothing says that completeness cannot be verified"


def _next_faults(taken: _Taken, before: _Taken) -> Iterator[str]:
    codes = {finding.code for finding in taken.edition.findings}
    for code, had in before.counts.items():
        now = taken.counts[code]
        fall = (had - now) / had
        if had >= 100 and fall > 0.2:
            yield f"next: {code} fell from {had} to {now}"
        elif fall > 0 and (had < 100 or fall >= 0.01) and not codes & _LOSS:
            yield f"next: {code} fell from {had} to {now} without a word"
        gone = _gone(code, taken, before) - max(0, had - now)
        if had >= 20 and now and gone > had * (0.2 if had >= 100 else 0.5):
            yield f"next: {gone} of {had} on {code} are others now"


def _gone(code: str, taken: _Taken, before: _Taken) -> int:
    seen = {name for listed, names in taken.names.values() if listed == code for name in names}
    return sum(
        1
        for listed, names in before.names.values()
        if listed == code and names and seen.isdisjoint(names)
    )


def form_faults(data: bytes, form: str) -> Iterator[str]:
    """Yield what is wrong with a file by the form it was read as, as Python's modules see it."""
    try:
        data = _unpacked(data)
    except (OSError, EOFError, zlib.error, zipfile.BadZipFile, NotImplementedError) as error:
        yield f"form: taken from a damaged archive: {error}"
        return
    if form.endswith(("xml", "enhanced", "ecfr")):
        yield from _xml_faults(data)
    elif form.endswith("json"):
        yield from _json_faults(data)


def _unpacked(data: bytes) -> bytes:
    if data.startswith(b"\x1f\x8b"):
        return gzip.decompress(data)
    if data.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for member in archive.infolist():
                _check_member(archive, member)
            if len(archive.namelist()) == 1:
                return archive.read(archive.namelist()[0])
    return data


def _check_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> None:
    try:
        archive.read(member)
    except zipfile.BadZipFile as error:
        # Where only the name is damaged, what is in it is still whole.
        if "differ" not in str(error):
            raise


def _xml_faults(data: bytes) -> Iterator[str]:
    parser = expat.ParserCreate()
    open_: list[str] = []
    entries: Counter[str] = Counter()
    said: list[str] = []

    def start(name: str, _attributes: object) -> None:
        open_.append(name.rpartition(":")[2])
        entries[open_[-1]] += 1

    def text(told: str) -> None:
        if open_ and open_[-1] == "Record_Count":
            said.append(told)

    parser.StartElementHandler = start
    parser.EndElementHandler = lambda _name: open_.pop()
    parser.CharacterDataHandler = text
    try:
        parser.Parse(_as_marked(data), True)
    except expat.ExpatError as error:
        unknown = "unknown encoding", "encoding specified in XML declaration is incorrect"
        if not any(words in str(error) for words in unknown):
            yield f"form: {error}"
        return
    except (ValueError, LookupError):
        return  # an encoding that expat does not know
    count = "".join(said).strip()
    if re.fullmatch(r"[0-9]{1,9}", count) and int(count) != entries["sdnEntry"]:
        yield f"form: says {count} entries and has {entries['sdnEntry']}"


def _as_marked(data: bytes) -> bytes:
    """Return XML in UTF-8 where a byte order mark tells its encoding, whatever it declares.

    Readers go by the mark; expat refuses a file whose declaration says otherwise.
    """
    if not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data
    text = data.decode("utf-16", "replace")
    head, end, rest = text.partition("?>")
    return (_DECLARED.sub("", head) + end + rest).encode("utf-8", "replace") if end else data


def _json_faults(data: bytes) -> Iterator[str]:
    try:
        # Python reads no whole number of more than 4,300 digits; nobody counts so far.
        told = json.loads(
            data.decode(_encoding(data), "replace"),
            parse_int=lambda digits: int(digits) if len(digits) < _LONG else digits,
        )
    except ValueError as error:
        yield f"form: {error}"
        return
    except RecursionError:
        return
    results = told.get("results")
    total = told.get("total")
    if isinstance(total, int) and isinstance(results, list) and total != len(results):
        yield f"form: says {total} results and has {len(results)}"


def _encoding(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    return {b"\0": "utf-16-be"}.get(data[:1]) or (
        "utf-16-le" if data[1:2] == b"\0" else "utf-8-sig"
    )


def _forget_peak() -> None:
    if sys.platform == "linux":
        Path("/proc/self/clear_refs").write_text("5", "ascii")


def _peak() -> int:
    """Return the most memory that was in use since `_forget_peak`; 0 where that is not told."""
    if sys.platform != "linux":
        return 0
    told = Path("/proc/self/status").read_text("ascii")
    found = re.search(r"VmHWM:\s+(\d+) kB", told)
    return int(found[1]) * 1024 if found else 0
