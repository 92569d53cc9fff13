"""Releases of the program: where to ask for the newest, what an answer says, which is newer."""

import json
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

_NUMBER = re.compile(r"v?([0-9]{1,6})\.([0-9]{1,6})\.([0-9]{1,6})")
_LONGEST = 500


class NoAnswer(ValueError):
    """What came says nothing of a version."""


@dataclass(frozen=True, slots=True)
class ReleaseAddress:
    """Where to ask, and on which servers the page of a release may lie."""

    url: str
    pages: tuple[str, ...]

    @property
    def host(self) -> str:
        """The server that is asked."""
        return urlsplit(self.url).hostname or ""


@dataclass(frozen=True, slots=True)
class Release:
    """A published version, and the page that offers it."""

    version: str
    page: str


@dataclass(frozen=True, slots=True)
class VersionState:
    """What is known of newer versions: `asked` is UTC text, "" for never.

    `newest` is what the last good answer named, None for no plain version. `fault` is the code of
    what the last asking failed with, "" where it went well; `skipped` is the version that the
    person wants to hear no more of.
    """

    asked: str = ""
    newest: Release | None = None
    fault: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)
    skipped: str = ""


def read_address(path: Path) -> ReleaseAddress | None:
    """Return the address that was built in; None where there is none, or none that may be asked.

    Only https: whoever sits in between could otherwise lead a person to a page of their own.
    """
    try:
        told = tomllib.loads(path.read_text("utf-8"))
        address = ReleaseAddress(str(told["ask"]), tuple(map(str, told["pages"])))
        parts = urlsplit(address.url)
        usable = parts.scheme == "https" and bool(parts.hostname) and bool(address.pages)
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return address if usable else None


def read_answer(data: bytes, address: ReleaseAddress) -> Release | None:
    """Return the release that an answer names; None for a trial version. Raises NoAnswer."""
    try:
        told = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise NoAnswer("an answer that is no JSON") from error
    if not isinstance(told, dict):
        raise NoAnswer("an answer that is no object")
    tag, page = told.get("tag_name"), told.get("html_url")
    if not isinstance(tag, str) or not isinstance(page, str):
        raise NoAnswer("an answer without a version and its page")
    if told.get("prerelease") or told.get("draft") or numbers_of(tag) is None:
        return None
    if not may_open(page, address):
        raise NoAnswer("a page that lies elsewhere")
    return Release(tag.removeprefix("v"), page)


def may_open(page: str, address: ReleaseAddress) -> bool:
    """Whether a page is one that the program may send a person to."""
    try:
        parts = urlsplit(page)
        named = parts.username is not None or parts.port not in (None, 443)
    except ValueError:
        return False
    plain = len(page) <= _LONGEST and page.isascii() and page.isprintable() and " " not in page
    return plain and parts.scheme == "https" and parts.hostname in address.pages and not named


def numbers_of(version: str) -> tuple[int, int, int] | None:
    """Return the numbers of "1.2.3" or "v1.2.3"; None for anything else: a trial version."""
    found = _NUMBER.fullmatch(version)
    return None if found is None else (int(found[1]), int(found[2]), int(found[3]))


def is_newer(version: str, than: str) -> bool:
    """Whether a version is newer than another, number by number; never where one is not plain."""
    one, other = numbers_of(version), numbers_of(than)
    return one is not None and other is not None and one > other
