"""The files of an index: what was written comes back, and a broken one is told."""

from pathlib import Path

import numpy as np
import pytest

from exportdesk.core.errors import StorageFault
from exportdesk.screening.store import AnyArray, Reader, Writer


@pytest.mark.parametrize(
    "array",
    [
        np.zeros(0, np.int32),
        np.arange(7, dtype=np.float32),
        np.arange(12, dtype=np.int64).reshape(3, 4),
        np.asfortranarray(np.arange(12).reshape(3, 4)),
        np.frombuffer(b"words", np.uint8),
    ],
    ids=["empty", "numbers", "table", "by columns", "bytes"],
)
def test_an_array_comes_back(tmp_path: Path, array: AnyArray) -> None:
    Writer(tmp_path).array("some", array)
    back = Reader(tmp_path).array("some")
    assert back.dtype == array.dtype
    assert back.shape == array.shape
    assert (back == array).all()


def test_a_file_cut_anywhere_is_told(tmp_path: Path) -> None:
    Writer(tmp_path).array("some", np.arange(7, dtype=np.float32))
    path = tmp_path / "some.npy"
    whole = path.read_bytes()
    for length in range(len(whole)):
        path.write_bytes(whole[:length])
        with pytest.raises(StorageFault) as caught:
            Reader(tmp_path).array("some")
        assert caught.value.code == "index-unreadable"


def test_a_file_that_is_missing_or_no_array_is_told(tmp_path: Path) -> None:
    (tmp_path / "other.npy").write_bytes(b"\x93NUMPY\x01\x00\x76\x00" + b"?" * 300)
    for name in ("missing", "other"):
        with pytest.raises(StorageFault):
            Reader(tmp_path).array(name)
