"""The XML parts of a workbook, element by element, without entities and without trust."""

import io
import zipfile
import zlib
from collections.abc import Iterator
from functools import lru_cache
from typing import IO, Literal

from lxml import etree
from lxml.etree import _Element as Element

from exportdesk.tables.workbook_limits import NoTable, check_archive

_DAMAGED = (
    zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError,
    OverflowError, RuntimeError, KeyError,
)  # fmt: skip
_LARGEST_SMALL_PART = 32 * 2**20


class Package:
    """The archive of a workbook, its parts found in any case. Raises NoTable throughout."""

    def __init__(self, data: bytes) -> None:
        check_archive(data)
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
        except _DAMAGED as error:
            raise NoTable("archive-damaged", str(error)) from error
        self._names = {name.casefold(): name for name in self._archive.namelist()}

    def has(self, part: str) -> bool:
        """Whether there is such a part."""
        return part.casefold() in self._names

    def small(self, part: str) -> Element | None:
        """Return the root of a part that is read whole, None where there is no such part."""
        if not self.has(part):
            return None
        try:
            info = self._archive.getinfo(self._names[part.casefold()])
            if info.file_size > _LARGEST_SMALL_PART:
                raise NoTable("too-large")
            content = self._archive.read(info)
        except _DAMAGED as error:
            raise NoTable("archive-damaged", str(error)) from error
        return parsed(content)

    def head(self, part: str, size: int = 200) -> bytes:
        """Return the first bytes of a part, b"" where there is none."""
        if not self.has(part):
            return b""
        try:
            with self._archive.open(self._names[part.casefold()]) as stream:
                return stream.read(size)
        except _DAMAGED as error:
            raise NoTable("archive-damaged", str(error)) from error

    def elements(
        self, part: str, tags: tuple[str, ...], starts: tuple[str, ...] = ()
    ) -> Iterator[tuple[str, str, Element]]:
        """Yield ("start" | "end", local name, element) for these tags of a part.

        An element is whole at its end, and let go of once the next one comes.
        """
        try:
            with self._archive.open(self._names[part.casefold()]) as stream:
                yield from _walk(stream, tags, starts)
        except etree.XMLSyntaxError as error:
            raise NoTable("damaged", str(error.msg or error)) from error
        except _DAMAGED as error:
            raise NoTable("archive-damaged", str(error)) from error


def parsed(content: bytes) -> Element:
    """Return the root of an XML text. Raises NoTable."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        return etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise NoTable("damaged", str(error)) from error


def local(element: Element) -> str:
    """Return the name of an element without its namespace."""
    tag = element.tag
    return _local(tag) if isinstance(tag, str) else ""  # a comment's tag is a function


@lru_cache(maxsize=256)
def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def attribute(element: Element, name: str) -> str:
    """Return an attribute by its local name, "" where it is not there."""
    plain = element.get(name)
    if plain is not None:
        return plain
    for key, value in element.attrib.items():
        if str(key).rpartition("}")[2] == name:
            return str(value)
    return ""


def _walk(
    stream: IO[bytes], tags: tuple[str, ...], starts: tuple[str, ...]
) -> Iterator[tuple[str, str, Element]]:
    wanted = tuple(f"{{*}}{tag}" for tag in {*tags, *starts})
    events: tuple[Literal["start", "end"], ...] = ("start", "end") if starts else ("end",)
    walk = etree.iterparse(
        stream, events=events, tag=wanted, resolve_entities=False, no_network=True, load_dtd=False
    )
    for event, element in walk:
        name = local(element)
        if event == "start":
            if name in starts:
                yield event, name, element
            continue
        if name in tags:
            yield event, name, element
            element.clear()
            parent = element.getparent()
            while parent is not None and element.getprevious() is not None:
                del parent[0]
