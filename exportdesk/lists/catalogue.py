"""The control lists the program knows: names, agencies, addresses, what must be in a file."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Annotated

import msgspec

from exportdesk.core import resources
from exportdesk.core.editions import OWN
from exportdesk.core.errors import BadInput, Filled
from exportdesk.core.i18n import mark as _m
from exportdesk.core.ids import SourceKey

_ACRONYM = re.compile(r"\(([A-Z][A-Z0-9-]{1,11})(?: List)?\)")
_NOT_CODE = re.compile(r"[^A-Z0-9]+")
UNNAMED = "UNNAMED"

OWN_FORMATS = ("own-csv", "own-sheet")
LONGEST_OWN_NAME = 60


@dataclass(frozen=True, slots=True)
class CatalogueList:
    """One list inside a source: short code, the publisher's exact words, a short title.

    An `optional` list may vanish from the source without the file being refused. `expected` is
    about how many parties it held when the catalogue was made, 0 where that says nothing.
    """

    code: str
    name: str
    title: str
    optional: bool = False
    expected: int = 0


@dataclass(frozen=True, slots=True)
class Source:
    """Where lists come from: one download that holds one or more lists.

    `url` is "" where the publisher has no file to fetch; `{date}` in it stands for a day. `page` is
    where a person finds it. `country` is whose law it is: an ISO code, "EU" or "UN". `on` = in use
    unless turned off. `detail_of` names the source that has the same lists with less detail, whose
    entries this one takes the place of. `days` = how often it is issued, `first_byte` = seconds
    the server may take to answer.
    """

    key: SourceKey
    name: str
    agency: str
    url: str
    formats: tuple[str, ...]
    lists: tuple[CatalogueList, ...]
    country: str = "US"
    page: str = ""
    on: bool = False
    detail_of: str = ""
    days: int = 7
    first_byte: int = 30

    @property
    def is_foreign(self) -> bool:
        """Whether it is another country's list: no prohibition of US law by itself."""
        return self.country not in ("", "US")

    @property
    def is_own(self) -> bool:
        """Whether the user keeps it: parties of a letter, suspects, internal blocks."""
        return self.key.startswith(OWN)

    def list_of(self, code: str) -> CatalogueList | None:
        """Return the list with this code, None for one the catalogue does not know."""
        return next((known for known in self.lists if known.code == code), None)

    def code_of(self, published: str) -> str:
        """Return the code of the list that the publisher calls `published`.

        A list the catalogue does not have gets the acronym in its name, else its words.
        """
        wanted = " ".join(published.split()).casefold()
        for known in self.lists:
            if known.name.casefold() == wanted:
                return known.code
        return derived_code(published)


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All sources, and the day this knowledge is from.

    `own_lists` are the lists that a source of the user's own may hold: one for each kind of letter.
    """

    as_of: date
    sources: tuple[Source, ...]
    own_lists: tuple[CatalogueList, ...] = ()

    def source(self, key: str) -> Source:
        """Return the source called `key`; `own:NAME` is made for the name.

        Raises BadInput where there is none, or the name of an own one cannot be used.
        """
        for source in self.sources:
            if source.key == key:
                return source
        if key.startswith(OWN):
            return self._own(key)
        raise BadInput("source-unknown", source=key)

    def name_of(self, key: str) -> str:
        """Return what a source is called; its key where the catalogue has it no more."""
        try:
            return self.source(key).name
        except BadInput:
            return key

    def title_of(self, code: str) -> str:
        """Return the short title of a list by its code; the code for an unknown list."""
        lists = [listed for source in self.sources for listed in source.lists]
        found = (known.title for known in (*lists, *self.own_lists) if known.code == code)
        return next(found, code)

    def _own(self, key: str) -> Source:
        name = key.removeprefix(OWN)
        fits = name.isprintable() and " ".join(name.split()) == name and ":" not in name
        if not name or not fits or len(name) > LONGEST_OWN_NAME:
            raise BadInput("source-own-name", name=name, longest=LONGEST_OWN_NAME)
        return Source(
            key=SourceKey(key),
            name=name,
            agency="",
            url="",
            formats=OWN_FORMATS,
            lists=self.own_lists,
            country="",
            on=True,
            days=0,
        )


def derived_code(published: str) -> str:
    """Return a short code for a list from its published name: `(XYZ)` in it, else its words."""
    found = _ACRONYM.search(published)
    if found:
        return found.group(1)
    words = _NOT_CODE.sub("-", published.partition(" - ")[0].upper()).strip("-")
    return words[:32].strip("-") or UNNAMED


def load_catalogue(path: Path | None = None) -> Catalogue:
    """Read the catalogue that comes with the program, or the one at `path`. Raises BadInput."""
    file = path or resources.path("lists", "catalogue.toml")
    return catalogue_in(catalogue_text(file), file)


def catalogue_text(file: Path) -> Mapping[str, object]:
    """Return what the TOML at `file` says. Raises BadInput, with the line where it is known."""
    try:
        return _told(file.read_text("utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as error:
        raise BadInput("catalogue-unreadable", path=str(file), detail=str(error)) from error


# The catalogue that comes with the program is read anew for every workspace and every edit of one;
# to take it apart costs twenty times what reading it does, and nothing changes what was read.
@lru_cache(maxsize=4)
def _told(text: str) -> Mapping[str, object]:
    return tomllib.loads(text)


def catalogue_in(text: Mapping[str, object], file: Path) -> Catalogue:
    """Return the catalogue that a TOML document holds. Raises BadInput."""
    try:
        told = msgspec.convert(text, _Catalogue)
    except msgspec.ValidationError as error:
        raise BadInput("catalogue-unreadable", path=str(file), detail=str(error)) from error
    keys = [source.key for source in told.source]
    for source in told.source:
        codes = [known.code for known in source.list]
        if len(set(codes)) < len(codes) or keys.count(source.key) > 1:
            detail = Filled(_m("{name} stands here twice"), name=source.key)
            raise BadInput("catalogue-unreadable", path=str(file), detail=detail)
    return Catalogue(
        told.as_of,
        tuple(source.value() for source in told.source),
        tuple(CatalogueList(own.code, "", own.title, optional=True) for own in told.own),
    )


_Text = Annotated[str, msgspec.Meta(min_length=1)]


@dataclass
class _OwnList:
    code: _Text
    title: _Text


@dataclass
class ListTable:
    """A `[[source.list]]` of the file."""

    code: _Text
    name: _Text
    title: _Text
    optional: bool = False
    expected: int = 0


@dataclass
class SourceTable:
    """A `[[source]]` of the file."""

    key: _Text
    name: _Text
    agency: _Text
    url: str
    formats: list[str]
    list: "list[ListTable]" = field(default_factory=list)
    country: _Text = "US"
    page: str = ""
    on: bool = False
    detail_of: str = ""
    days: int = 7
    first_byte: int = 30

    def value(self) -> Source:
        """Return the source as the program knows it."""
        return Source(
            key=SourceKey(self.key),
            name=self.name,
            agency=self.agency,
            url=self.url,
            formats=tuple(self.formats),
            lists=tuple(
                CatalogueList(k.code, k.name, k.title, k.optional, k.expected) for k in self.list
            ),
            country=self.country,
            page=self.page,
            on=self.on,
            detail_of=self.detail_of,
            days=self.days,
            first_byte=self.first_byte,
        )


@dataclass
class _Catalogue:
    as_of: date
    source: list[SourceTable]
    own: list[_OwnList] = field(default_factory=list)
