"""Releases: the address that is built in, what an answer says, and which version is newer."""

import json
from pathlib import Path

import pytest

from exportdesk.core.releases import (
    NoAnswer,
    Release,
    ReleaseAddress,
    is_newer,
    may_open,
    read_address,
    read_answer,
)

ADDRESS = ReleaseAddress("https://api.github.com/repos/a/b/releases/latest", ("github.com",))
PAGE = "https://github.com/a/b/releases/tag/v1.2.3"


def answer(**told: object) -> bytes:
    return json.dumps({"tag_name": "v1.2.3", "html_url": PAGE, **told}).encode()


@pytest.mark.parametrize(
    ("version", "than", "newer"),
    [
        ("0.10.0", "0.9.9", True),
        ("v1.0.0", "0.99.0", True),
        ("1.0.0", "1.0.0", False),
        ("0.9.9", "0.10.0", False),
        ("1.1.0-rc1", "1.0.0", False),
        ("1.1.0rc1", "1.0.0", False),
        ("1.1", "1.0.0", False),
        ("1.1.0", "1.0.0.dev0", False),
        ("1.٣.0", "1.0.0", False),
        ("latest", "1.0.0", False),
    ],
)
def test_versions_are_compared_number_by_number(version: str, than: str, newer: bool) -> None:
    assert is_newer(version, than) is newer


def test_an_answer_names_a_release_and_its_page() -> None:
    assert read_answer(answer(), ADDRESS) == Release("1.2.3", PAGE)
    assert read_answer(answer(prerelease=True), ADDRESS) is None
    assert read_answer(answer(draft=True), ADDRESS) is None
    assert read_answer(answer(tag_name="v1.3.0-beta.1"), ADDRESS) is None


@pytest.mark.parametrize(
    "data",
    [
        b"", b"<html>Please log in</html>", b"[]", b'"1.2.3"', b"{}", b"\xff\xfe{", answer()[:40],
        b"[" * 100_000, answer(tag_name=3), answer(html_url=None),
        answer(html_url="https://evil.example/"),
    ],
    ids=lambda data: repr(data[:24]),
)  # fmt: skip
def test_an_answer_that_says_nothing_is_refused(data: bytes) -> None:
    with pytest.raises(NoAnswer):
        read_answer(data, ADDRESS)


@pytest.mark.parametrize(
    "page",
    [
        "http://github.com/a", "https://github.com.evil.example/", "https://evil.example/github.com",
        "https://github.com@evil.example/", "https://a@github.com/", "https://github.com:444/",
        "https://github.com:x/", "file:///etc/passwd", "javascript:alert(1)", "github.com/a",
        "https://github.com/a b", "https://github.com/\u202e", "https://github.com/" + "a" * 600,
        "",
    ],
)  # fmt: skip
def test_only_a_page_of_the_known_server_is_opened(page: str) -> None:
    assert may_open(PAGE, ADDRESS)
    assert not may_open(page, ADDRESS)


def test_an_address_is_https_or_none(tmp_path: Path) -> None:
    path = tmp_path / "releases.toml"
    assert read_address(path) is None
    for text, usable in (
        (f'ask = "{ADDRESS.url}"\npages = ["github.com"]', True),
        ('ask = "http://api.github.com/"\npages = ["github.com"]', False),
        ('ask = "https://api.github.com/"\npages = []', False),
        ('ask = "https://["\npages = ["github.com"]', False),
        ('ask = "https://api.github.com/"', False),
        ("ask = ", False),
    ):
        path.write_text(text)
        assert read_address(path) == (ADDRESS if usable else None)
