"""Reads a PDF that somebody sent, whatever is in it; meant to be called in a process with bounds.

Nothing of the file is run. Objects are looked at one by one, so that a cycle or a nest of them
leads nowhere.
"""

import io
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from pypdf import PdfReader
from pypdf.errors import DependencyError, FileNotDecryptedError
from pypdf.generic import (
    ArrayObject,
    ByteStringObject,
    DictionaryObject,
    IndirectObject,
    NameObject,
    StreamObject,
)

from exportdesk.core.certification_codes import find_codes
from exportdesk.core.certification_fields import ORIGIN_FIELDS
from exportdesk.core.errors import BadInput
from exportdesk.core.returned_forms import DigitalSignature, PdfTrait, ReturnedForm
from exportdesk.documents.signed_bytes import fits

T = TypeVar("T")

MADE_BY = "ExportDesk"
MOST_FIELDS = 5_000
MOST_CHARACTERS = 20_000
_MOST_OBJECTS = 200_000
_DEEPEST = 12
_HEAD_BYTES = 1024  # where the mark of a PDF may stand
_TEXT_PAGES = 3
_MOST_PAGES = 40
_MOST_PRINTED = 400_000
_KEYS = {
    "/JS": PdfTrait.JAVASCRIPT,
    "/JavaScript": PdfTrait.JAVASCRIPT,
    "/EmbeddedFiles": PdfTrait.EMBEDDED_FILE,
    "/EF": PdfTrait.EMBEDDED_FILE,
    "/XFA": PdfTrait.OTHER_FORM,
    "/RichMediaContent": PdfTrait.RICH_MEDIA,
}
_ACTIONS = {
    "/JavaScript": PdfTrait.JAVASCRIPT,
    "/Launch": PdfTrait.LAUNCH,
    "/SubmitForm": PdfTrait.SUBMIT,
    "/ImportData": PdfTrait.SUBMIT,
    "/GoToE": PdfTrait.EMBEDDED_FILE,
    "/Rendition": PdfTrait.RICH_MEDIA,
    "/Movie": PdfTrait.RICH_MEDIA,
}


class OpenedForm:
    """One PDF, opened. Raises BadInput where it is none, or nothing can be read of it."""

    def __init__(self, data: bytes) -> None:
        if b"%PDF-" not in data[:_HEAD_BYTES]:
            raise BadInput("returned-not-pdf")
        self._data = data
        self._traits: set[PdfTrait] = set()
        self._texts: dict[int, str] = {}
        try:
            self._reader = PdfReader(io.BytesIO(data))
            self._decrypt()
            self._root: object = self._reader.trailer["/Root"]
        except BadInput:
            raise
        except (DependencyError, FileNotDecryptedError) as error:
            raise BadInput("returned-encrypted") from error
        except MemoryError:
            raise
        except Exception as error:
            raise BadInput("returned-damaged") from error
        if not isinstance(self._root, DictionaryObject):
            raise BadInput("returned-damaged")

    def _decrypt(self) -> None:
        """Open a file that is only protected against changes, as many scanners' files are."""
        if not self._reader.is_encrypted:
            return
        if not self._reader.decrypt(""):
            raise BadInput("returned-encrypted")
        self._traits.add(PdfTrait.ENCRYPTED)

    def form(self) -> ReturnedForm:
        """Return everything but what is written on the pages."""
        pages = _quietly(lambda: len(self._reader.pages), 0)
        if not pages:
            raise BadInput("returned-damaged")
        fields: dict[str, str] = {}
        signature, signer = DigitalSignature.NONE, ""
        for name, kind, value in self._fields():
            if kind == "/Sig":
                seen = self._signature(value)
                if seen is not DigitalSignature.NONE and signature is not DigitalSignature.WHOLE:
                    signature, signer = seen, _said(_of(value, "/Name"))
            else:
                fields[name] = _value(value)
        for trait in self._found():
            self._traits.add(trait)
        codes = _codes([*fields.values(), *self._properties()])
        return ReturnedForm(
            pages=pages,
            fields=_bare(fields),
            codes=codes,
            signature=signature,
            signer=signer[:200],
            traits=frozenset(self._traits),
            is_whole=False,
            paper="" if codes else self._paper(),
        )

    def _fits(self, value: DictionaryObject, ranges: Iterable[tuple[int, int]]) -> bool:
        """Whether a signature fits what it says it was put under, as far as that can be told."""
        if PdfTrait.ENCRYPTED in self._traits:
            return True  # its bytes were taken for locked ones when the file was read
        parts = [self._data[max(at, 0) : max(at, 0) + max(length, 0)] for at, length in ranges]
        return fits(_octets(_of(value, "/Contents")), parts) is not False

    def printed(self) -> str:
        """Return what is written on the pages, as far as it can be read."""
        count = min(len(self._reader.pages), _MOST_PAGES)
        return "\n".join(self._written(at) for at in range(count))[:_MOST_PRINTED]

    def written_codes(self) -> tuple[str, ...]:
        """Return the codes of certifications that are written on the first pages and the last."""
        pages = self._reader.pages
        count = len(pages)
        wanted = dict.fromkeys([*range(min(_TEXT_PAGES, count)), count - 1])
        return _codes(map(self._written, wanted))

    def _written(self, at: int) -> str:
        if at not in self._texts:
            self._texts[at] = _quietly(lambda: self._reader.pages[at].extract_text(), "")
        return self._texts[at]

    def _properties(self) -> Iterator[str]:
        told: object = _quietly(lambda: self._reader.metadata, None)
        for key in ("/Subject", "/Title", "/Keywords"):
            yield _said(_of(told, key))

    def _paper(self) -> str:
        """Return the title of a paper of this program: it says itself that it made it."""
        told: object = _quietly(lambda: self._reader.metadata, None)
        made = any(_said(_of(told, key)).startswith(MADE_BY) for key in ("/Creator", "/Producer"))
        return _said(_of(told, "/Title"))[:200] if made else ""

    def _fields(self) -> Iterator[tuple[str, str, object]]:
        """Yield name, kind and value of each field, in the order of the file."""
        form = _of(self._root, "/AcroForm")
        nothing: object = None
        left = [(one, "", "", nothing) for one in reversed(_list(_of(form, "/Fields")))]
        seen: set[tuple[int, int]] = set()
        while left and len(seen) < MOST_FIELDS:
            one, prefix, kind, value = left.pop()
            mark = (
                (one.idnum, one.generation) if isinstance(one, IndirectObject) else (0, len(seen))
            )
            node = _resolved(one)
            if mark in seen or not isinstance(node, DictionaryObject):
                continue
            seen.add(mark)
            part = _said(_of(node, "/T"))
            name = f"{prefix}.{part}" if prefix and part else prefix or part
            kind = str(_of(node, "/FT") or kind)
            own = _of(node, "/V")
            value = value if own is None else own
            kids = [each for each in _list(_of(node, "/Kids")) if _is_field(each)]
            if kids:
                left += [(each, name, kind, value) for each in reversed(kids)]
            elif name and len(name) <= MOST_CHARACTERS:
                yield name, kind, _button(node, value) if kind == "/Btn" else value

    def _signature(self, value: object) -> DigitalSignature:
        """Return what a signature field holds. A signature covers a first and a last range."""
        if not isinstance(value, DictionaryObject) or not _of(value, "/Contents"):
            return DigitalSignature.NONE
        ranges = [_resolved(one) for one in _list(_of(value, "/ByteRange"))]
        if len(ranges) != 4 or not all(isinstance(one, int) for one in ranges):
            return DigitalSignature.NONE
        first, before, last, length = (int(str(one)) for one in ranges)
        if not self._fits(value, ((first, before), (last, length))):
            return DigitalSignature.BROKEN
        covers = first == 0 and last + length == len(self._data)
        return DigitalSignature.WHOLE if covers else DigitalSignature.PART

    def _found(self) -> Iterator[PdfTrait]:
        """Yield what the file holds beside a form: in any object, used or not."""
        reader = self._reader
        ids = [(id_, generation) for generation, at in reader.xref.items() for id_ in at]
        ids += [(id_, 0) for id_ in reader.xref_objStm]
        for id_, generation in ids[:_MOST_OBJECTS]:
            one = IndirectObject(id_, generation, reader)
            yield from _traits(_resolved(one), _DEEPEST)


def _bare(fields: dict[str, str]) -> dict[str, str]:
    """Return fields under their own names: a program that puts files together adds one before."""
    end = f".{ORIGIN_FIELDS[0]}"
    whole = [name.removesuffix(end) for name in fields if name.endswith(end)]
    if ORIGIN_FIELDS[0] in fields or len(whole) != 1:
        return fields
    before = f"{whole[0]}."
    return {name.removeprefix(before): value for name, value in fields.items()}


def _traits(value: object, deep: int) -> Iterator[PdfTrait]:
    """Yield what an object itself holds; those it only points at are looked at by themselves."""
    if deep == 0 or isinstance(value, IndirectObject):
        return
    if isinstance(value, DictionaryObject):
        action = _of(value, "/S")
        if isinstance(action, NameObject) and action in _ACTIONS:
            yield _ACTIONS[action]
        if _of(value, "/Type") == "/EmbeddedFile":
            yield PdfTrait.EMBEDDED_FILE
        for key in value:
            if key in _KEYS:
                yield _KEYS[key]
            yield from _traits(value.raw_get(key), deep - 1)
    elif isinstance(value, ArrayObject):
        for each in value[:MOST_FIELDS]:
            yield from _traits(each, deep - 1)


def _quietly(ask: Callable[[], T], otherwise: T) -> T:
    """Return what `ask` returns, `otherwise` where the file is broken there."""
    try:
        return ask()
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - a damaged file may break the reader anywhere
        return otherwise


def _resolved(value: object) -> object:
    """Return what a reference leads to; of a chain of references nothing."""
    if isinstance(value, IndirectObject):
        found: object = _quietly(value.get_object, None)
        value = found
    return None if isinstance(value, IndirectObject) else value


def _of(value: object, key: str) -> object:
    """Return an entry of a dictionary, None where there is none or it leads nowhere."""
    if isinstance(value, DictionaryObject) and key in value:
        return _resolved(value.raw_get(key))
    return None


def _list(value: object) -> list[object]:
    return list(value[:MOST_FIELDS]) if isinstance(value, ArrayObject) else []


def _is_field(value: object) -> bool:
    """Whether a kid is a field by itself and not only the place where its parent is shown."""
    node = _resolved(value)
    return isinstance(node, DictionaryObject) and ("/T" in node or "/Kids" in node)


def _button(node: DictionaryObject, value: object) -> object:
    """Return the state of a box to tick: some programs only write how it looks."""
    if value is not None:
        return value
    looks = [_of(node, "/AS"), *(_of(_resolved(kid), "/AS") for kid in _list(_of(node, "/Kids")))]
    return next((one for one in looks if one not in (None, "/Off")), None)


def _value(value: object) -> str:
    if isinstance(value, StreamObject):
        data = _quietly(value.get_data, b"")
        return data[:MOST_CHARACTERS].decode("utf-8", "replace")
    if isinstance(value, ArrayObject):
        return "; ".join(_said(_resolved(one)) for one in value[:100])[:MOST_CHARACTERS]
    return _said(value)


def _octets(value: object) -> bytes:
    """Return the bytes of a string, which may have been taken for text."""
    bare = getattr(value, "original_bytes", value)
    return bytes(bare) if isinstance(bare, bytes | bytearray) else b""


def _said(value: object) -> str:
    """Return a text or a name of the file."""
    if isinstance(value, NameObject):
        return str(value).removeprefix("/")[:MOST_CHARACTERS]
    if isinstance(value, ByteStringObject):
        return bytes(value[:MOST_CHARACTERS]).decode("utf-8", "replace")
    return str(value)[:MOST_CHARACTERS] if isinstance(value, str) else ""


def _codes(texts: Iterable[str]) -> tuple[str, ...]:
    found = (code.text for text in texts for code in find_codes(text.upper()))
    return tuple(dict.fromkeys(found))[:50]
