"""What is told of a fetched file at a glance."""

from pathlib import Path

import pytest

from exportdesk.core.progress import Silent
from exportdesk.lists.fetching.contents import fault_of
from tests.lists.damaged_samples import Sample, made_up_samples, real_samples
from tests.sampling import by_name


def fault(path: Path, data: bytes) -> str:
    path.write_bytes(data)
    return fault_of(path, Silent())


@pytest.mark.parametrize("sample", made_up_samples(), ids=lambda sample: sample.name)
def test_no_list_is_taken_for_something_else(tmp_path: Path, sample: Sample) -> None:
    """The eCFR has `<HEAD>` in it, as web pages do."""
    assert fault(tmp_path / sample.name, sample.data) == ""


@by_name
@pytest.mark.real_lists
def test_no_real_list_is_either(tmp_path: Path) -> None:
    for sample in real_samples():
        assert fault(tmp_path / sample.name, sample.data) == "", sample.name


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"<!DOCTYPE html><html>", "fetch-web-page"),
        (b"\n <HTML><HEAD><TITLE>Sign in</TITLE></HEAD>", "fetch-web-page"),
        (b" \r\n\0", "fetch-empty"),
        (b'{"results": [', "fetch-end-missing"),
        (b"<export><a/>\n</exp", "fetch-end-missing"),
    ],
)
def test_what_is_plainly_wrong(tmp_path: Path, data: bytes, code: str) -> None:
    assert fault(tmp_path / "list", data) == code
