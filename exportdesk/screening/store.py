"""The files of a saved index: immutable arrays and texts, mapped into memory and not copied."""

import json
import math
import mmap
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from numpy.lib import format as npy
from typing_extensions import override

from exportdesk.core.errors import StorageFault
from exportdesk.screening.kept import META, read_meta

FloatArray = npt.NDArray[np.float32]
AnyArray = npt.NDArray[Any]

_BEFORE_HEAD = 10  # bytes of a file's mark, version and length of what it tells of the array


class Texts:
    """Strings kept as one run of UTF-8 with offsets; each is decoded when asked for."""

    def __init__(self, data: AnyArray, starts: AnyArray) -> None:
        self._data = data
        self._starts = starts

    def __len__(self) -> int:
        return len(self._starts) - 1

    def __getitem__(self, at: int) -> str:
        return str(self._data[self._starts[at] : self._starts[at + 1]].tobytes().decode())

    def all(self) -> list[str]:
        """Return every string at once; they must hold no line break."""
        return self._data.tobytes().decode().removesuffix("\n").split("\n") if len(self) else []


class Rows:
    """Rows of unequal length, end to end: row `r` is `values[starts[r]:starts[r + 1]]`."""

    __slots__ = ("_bounds", "starts", "values")

    def __init__(self, starts: AnyArray, values: AnyArray) -> None:
        self.starts = starts
        self.values = values
        self._bounds: list[int] = []

    def __getitem__(self, row: int) -> AnyArray:
        row_values: AnyArray = self.values[self.starts[row] : self.starts[row + 1]]
        return row_values

    def __len__(self) -> int:
        return len(self.starts) - 1

    def several(self, rows: Iterable[int]) -> list[AnyArray]:
        """Return several rows: plain numbers for where they begin are quicker than an array's."""
        if not self._bounds:
            self._bounds = self.starts.tolist()
        bounds, values = self._bounds, self.values
        return [values[bounds[row] : bounds[row + 1]] for row in rows]


def rows_of(rows: Iterable[Sequence[int]], count: int) -> Rows:
    """Return rows built from sequences of numbers."""
    lengths = np.zeros(count + 1, np.int64)
    flat: list[int] = []
    for at, row in enumerate(rows):
        lengths[at + 1] = len(row)
        flat.extend(row)
    return Rows(np.cumsum(lengths).astype(np.int32), np.array(flat, np.int32))


def turned(rows: Rows, count: int) -> Rows:
    """Return the rows the other way round: for each of `count` values, the rows that hold it."""
    owners = np.repeat(np.arange(len(rows), dtype=np.int64), np.diff(rows.starts))
    once = np.unique(rows.values.astype(np.int64) * len(rows) + owners)
    return grouped(once // max(1, len(rows)), once % max(1, len(rows)), count)


def grouped(keys: AnyArray, values: AnyArray, count: int) -> Rows:
    """Return rows of `values` by their `keys` (0 to count - 1), in the order given."""
    order = np.argsort(keys, kind="stable")
    starts = np.zeros(count + 1, np.int32)
    np.cumsum(np.bincount(keys, minlength=count), out=starts[1:])
    return Rows(starts, values[order].astype(np.int32))


class Writer:
    """Writes the files of one index into a folder. The meta file comes last: it makes it whole."""

    def __init__(self, folder: Path, prefix: str = "") -> None:
        self._folder = folder
        self._prefix = prefix
        folder.mkdir(parents=True, exist_ok=True)

    def part(self, prefix: str) -> "Writer":
        """Return a writer into the same folder whose file names begin with `prefix`."""
        return Writer(self._folder, prefix)

    def array(self, name: str, values: AnyArray) -> None:
        """Write an array. Raises OSError, on a full disk too."""
        # numpy's own writing to a file forgets the system's reason when a disk is full.
        whole = BytesIO()
        np.save(whole, values, allow_pickle=False)
        (self._folder / f"{self._prefix}{name}.npy").write_bytes(whole.getbuffer())

    def rows(self, name: str, rows: Rows) -> None:
        """Write rows as two arrays."""
        self.array(f"{name}.starts", rows.starts)
        self.array(f"{name}.values", rows.values)

    def texts(self, name: str, texts: Iterable[str], *, lines: bool = False) -> None:
        """Write strings; with `lines`, so that `Texts.all` can read them at once."""
        ending = b"\n" if lines else b""
        encoded = [text.encode("utf-8", "replace") + ending for text in texts]
        starts = np.zeros(len(encoded) + 1, np.uint32)
        np.cumsum([len(one) for one in encoded], out=starts[1:])
        self.array(f"{name}.starts", starts)
        self.array(f"{name}.text", np.frombuffer(b"".join(encoded), np.uint8))

    def meta(self, facts: Mapping[str, object]) -> None:
        """Write the facts about the whole."""
        text = json.dumps(facts, indent=1, sort_keys=True)
        (self._folder / META).write_text(text + "\n", encoding="utf-8")


def _mapped(path: Path) -> AnyArray:
    """Return the array in a file, mapped. Raises ValueError where numpy has to look itself.

    An index is many small arrays, and numpy's own way takes 0.3 ms for each: it reads what the
    first line says as Python code. Arrays of one type and length have the same line.
    """
    with path.open("rb") as file:
        whole = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    end = _BEFORE_HEAD + int.from_bytes(whole[_BEFORE_HEAD - 2 : _BEFORE_HEAD], "little")
    shape, dtype = _told(whole[:end])
    return np.frombuffer(whole, dtype, math.prod(shape), end).reshape(shape)


@lru_cache(maxsize=256)
def _told(head: bytes) -> tuple[tuple[int, ...], np.dtype[Any]]:
    """Return the shape and type that the beginning of a file tells."""
    line = BytesIO(head)
    version = npy.read_magic(line)
    shape, by_columns, dtype = npy.read_array_header_1_0(line)
    if version != (1, 0) or by_columns or dtype.hasobject:
        raise ValueError(version)
    return shape, dtype


class Reader:
    """Reads the files of one index. Raises `StorageFault` for anything missing or broken."""

    def __init__(self, folder: Path, prefix: str = "") -> None:
        self._folder = folder
        self._prefix = prefix

    def part(self, prefix: str) -> "Reader":
        """Return a reader of the same folder whose file names begin with `prefix`."""
        return Reader(self._folder, prefix)

    def _path(self, name: str) -> Path:
        return self._folder / f"{self._prefix}{name}.npy"

    def array(self, name: str) -> AnyArray:
        """Return an array, mapped into memory."""
        try:
            return _mapped(self._path(name))
        except ValueError as error:
            # An empty array cannot be mapped; anything else that will not load is broken.
            return self._unmapped(name, error)
        except (OSError, EOFError) as error:
            raise self._fault(error) from error

    def _unmapped(self, name: str, cause: Exception) -> AnyArray:
        try:
            values: AnyArray = np.load(self._path(name), allow_pickle=False)
        except (OSError, ValueError, EOFError) as error:
            raise self._fault(cause) from error
        return values

    def rows(self, name: str) -> Rows:
        """Return rows."""
        return Rows(self.array(f"{name}.starts"), self.array(f"{name}.values"))

    def texts(self, name: str) -> Texts:
        """Return strings."""
        return Texts(self.array(f"{name}.text"), self.array(f"{name}.starts"))

    def meta(self) -> dict[str, Any]:
        """Return the facts about the whole."""
        return read_meta(self._folder)

    def _fault(self, error: Exception) -> StorageFault:
        return StorageFault("index-unreadable", folder=str(self._folder), detail=str(error))


class Held:
    """The files of one index, held in memory."""

    def __init__(self) -> None:
        self.arrays: dict[str, AnyArray] = {}
        self.facts: dict[str, Any] = {}

    def writer(self, prefix: str = "") -> Writer:
        """Return what writes here."""
        return _HeldWriter(self, prefix)

    def reader(self, prefix: str = "") -> Reader:
        """Return what reads from here."""
        return _HeldReader(self, prefix)


class _HeldWriter(Writer):
    def __init__(self, held: Held, prefix: str) -> None:
        self._held = held
        self._prefix = prefix

    @override
    def part(self, prefix: str) -> Writer:
        return self._held.writer(prefix)

    @override
    def array(self, name: str, values: AnyArray) -> None:
        self._held.arrays[self._prefix + name] = values

    @override
    def meta(self, facts: Mapping[str, object]) -> None:
        self._held.facts = dict(facts)


class _HeldReader(Reader):
    def __init__(self, held: Held, prefix: str) -> None:
        self._held = held
        self._prefix = prefix

    @override
    def part(self, prefix: str) -> Reader:
        return self._held.reader(prefix)

    @override
    def array(self, name: str) -> AnyArray:
        return self._held.arrays[self._prefix + name]

    @override
    def meta(self) -> dict[str, Any]:
        return self._held.facts
