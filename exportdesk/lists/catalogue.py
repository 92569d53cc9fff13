"""The control lists the program knows: names, agencies, addresses, what must be in a file."""

import re
import tomllib
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Annotated

import msgspec

from exportdesk.core import resources
from exportdesk.core.errors import BadInput
from exportdesk.core.ids import SourceKey

_ACRONYM = re.compile(r"\(([A-Z][A-Z0-9-]{1,11})(?: List)?\)")
_NOT_CODE = re.compile(r"[^A-Z0-9]+")
UNNAMED = "UNNAMED"


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
        return self.country != "US"

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
    """All sources, and the day this knowledge is from."""

    as_of: date
    sources: tuple[Source, ...]

    def source(self, key: str) -> Source:
        """Return the source called `key`. Raises BadInput where there is none."""
        for source in self.sources:
            if source.key == key:
                return source
        raise BadInput("source-unknown", source=key)


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
    try:
        told = msgspec.convert(tomllib.loads(file.read_text("utf-8")), _Catalogue)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise BadInput("catalogue-unreadable", path=str(file), detail=str(error)) from error
    keys = [source.key for source in told.source]
    for source in told.source:
        codes = [known.code for known in source.list]
        if len(set(codes)) < len(codes) or keys.count(source.key) > 1:
            raise BadInput("catalogue-unreadable", path=str(file), detail=f"{source.key} twice")
    return Catalogue(told.as_of, tuple(source.value() for source in told.source))


_Text = Annotated[str, msgspec.Meta(min_length=1)]


@dataclass
class _List:
    code: _Text
    name: _Text
    title: _Text
    optional: bool = False
    expected: int = 0


@dataclass
class _Source:
    key: _Text
    name: _Text
    agency: _Text
    url: str
    formats: list[str]
    list: "list[_List]" = field(default_factory=list)
    country: _Text = "US"
    page: str = ""
    on: bool = False
    detail_of: str = ""
    days: int = 7
    first_byte: int = 30

    def value(self) -> Source:
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
    source: list[_Source]
