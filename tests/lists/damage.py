"""Ways in which list files come damaged, or made to harm: bytes and dice in, other bytes out."""

import gzip
import io
import random
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import cache
from itertools import pairwise

Mutation = Callable[[bytes, random.Random], bytes]

_BOMB = 300 * 2**20
_TAG = re.compile(rb"<(/?)([A-Za-z][\w:.-]*)[^<>]*>")
_TEXT = re.compile(rb">([^<>]{2,})<")
_ENTRY = re.compile(
    rb"<(sanctionEntity|Designation|INDIVIDUAL|ENTITY|record|entity|sdnEntry|target|TR)[\s>]"
    rb".*?</\1>\s*",
    re.DOTALL,
)
_CELL = re.compile(rb'"([^"\r\n]{2,})"')
_ZIP = b"PK\x03\x04"
_DAMAGED = (
    zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError, RuntimeError
)  # fmt: skip

LOGIN = b"""<!DOCTYPE html><html><head><title>Sign in</title></head><body><form method="post">
<input name="user"><input name="password" type="password"></form></body></html>"""
PAGES = (
    LOGIN,
    b"\n\n  " + LOGIN.lower(),
    b'<?xml version="1.0"?><Error><Code>AccessDenied</Code><Message>Expired</Message></Error>',
    b'{"message": "Forbidden"}',
    b'{"results": [], "total": 0}',
    b"502 Bad Gateway\r\n",
    b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n",
    b"",
    b"\n",
    b"\0" * 5000,
)


def flip(data: bytes, dice: random.Random) -> bytes:
    """Change some bytes, or single bits."""
    changed = bytearray(data)
    for _ in range(dice.randint(1, 30)):
        at = dice.randrange(len(changed))
        one_bit = changed[at] ^ 1 << dice.randrange(8)
        changed[at] = one_bit if dice.random() < 0.5 else dice.randrange(256)
    return bytes(changed)


def cut(data: bytes, dice: random.Random) -> bytes:
    """Let the end be missing, mostly a little of it."""
    if dice.random() < 0.5:
        return data[: -dice.randint(1, min(400, len(data)))]
    return data[: dice.randrange(len(data))]


def cut_at_a_line(data: bytes, dice: random.Random) -> bytes:
    """Let the end be missing from a line's end on, where nothing looks cut."""
    ends = [found.end() for found in re.finditer(rb"\r?\n|>", data)]
    return data[: dice.choice(ends)] if ends else cut(data, dice)


def cut_out(data: bytes, dice: random.Random) -> bytes:
    """Let a piece in the middle be missing."""
    start = dice.randrange(len(data))
    return data[:start] + data[start + dice.randint(1, max(1, len(data) // 2)) :]


def splice(data: bytes, dice: random.Random) -> bytes:
    """Put a piece of the file somewhere else in it."""
    piece, at = _piece(data, dice), dice.randrange(len(data))
    return data[:at] + piece + data[at:]


def duplicate(data: bytes, dice: random.Random) -> bytes:
    """Repeat a piece many times."""
    piece, at = _piece(data, dice)[:2000], dice.randrange(len(data))
    return data[:at] + piece * dice.randint(2, 60) + data[at:]


def duplicate_blocks(data: bytes, dice: random.Random) -> bytes:
    """Repeat whole entries or lines, so that the form stays right."""
    blocks = blocks_of(data)
    if not blocks:
        return duplicate(data, dice)
    start, end = dice.choice(blocks)
    return data[:end] + data[start:end] * dice.randint(1, 40) + data[end:]


def take_out_blocks(data: bytes, dice: random.Random) -> bytes:
    """Let whole entries or lines be missing, so that the form stays right."""
    blocks = blocks_of(data)
    if not blocks:
        return cut_out(data, dice)
    share, kept, last = dice.choice((0.02, 0.15, 0.3, 0.6, 0.95)), [], 0
    for start, end in blocks:
        if dice.random() < share:
            kept.append(data[last:start])
            last = end
    return b"".join([*kept, data[last:]])


def nest(data: bytes, dice: random.Random) -> bytes:
    """Open one thing inside another without end."""
    deep = dice.choice((50, 300, 5_000, 100_000))
    opened, closed = dice.choice(
        ((b"<a>", b"</a>"), (b"[", b"]"), (b'{"a":', b"}"), (b"(", b")"), (b'"', b'"'))
    )
    tag = _TAG.search(data, dice.randrange(len(data)))
    if tag and dice.random() < 0.4:
        opened, closed = b"<" + tag[2] + b">", b"</" + tag[2] + b">"
    at = tag.end() if tag else dice.randrange(len(data))
    ends = dice.choice((closed * deep, b""))
    return data[:at] + opened * deep + ends + data[at:]


def swell(data: bytes, dice: random.Random) -> bytes:
    """Make one field huge."""
    filling = dice.choice(
        (b" ", b"a", b"A b ", b"; ", b", ", b"(", b"a.k.a. ", b"\n", b"\t", b"0", b"-", b"\xc2\xa0",
         b"a) ", b"&amp;", b"\xd0\xb6", b" (a/k/a ", b'""', b"<x/>", b"<!-- -->", b"/", b"|", b"]]")
    )  # fmt: skip
    places = [found.start(1) + 1 for found in re.finditer(_TEXT, data)]
    places = places or [found.start(1) + 1 for found in re.finditer(_CELL, data)]
    at = dice.choice(places) if places else dice.randrange(len(data))
    size = dice.choice((2_000, 20_000, 200_000, 3_000_000))
    return data[:at] + filling * (size // len(filling)) + data[at:]


def empty_out(data: bytes, dice: random.Random) -> bytes:
    """Take the text out of elements or fields."""
    pattern = _TEXT if _TEXT.search(data) else _CELL
    share = dice.choice((0.05, 0.5, 1.0))

    def emptied(found: re.Match[bytes]) -> bytes:
        whole = found.group()
        return whole[:1] + whole[-1:] if dice.random() < share else whole

    return pattern.sub(emptied, data)


def rename(data: bytes, dice: random.Random) -> bytes:
    """Call a tag or a column otherwise."""
    words = re.findall(rb"[A-Za-z_]{4,}", data[:3000]) or [b"name"]
    word = dice.choice(words)
    other = dice.choice((b"X" + word, word[:-1], word.upper(), word.lower(), b""))
    return data.replace(word, other, dice.choice((1, 2, -1)))


def renumber(data: bytes, dice: random.Random) -> bytes:
    """Let a number be another one: a count, a date, an id."""
    numbers = list(re.finditer(rb"\d+", data))
    if not numbers:
        return flip(data, dice)
    near = numbers[:20] if dice.random() < 0.5 else numbers
    start, end = dice.choice(near).span()
    other = dice.choice((b"0", b"-1", b"999999999999", b"1" * 5000, b"1e9", b"\xd9\xa3", b"19999"))
    return data[:start] + other + data[end:]


def quote(data: bytes, dice: random.Random) -> bytes:
    """Put signs that mean something where they do not belong."""
    for _ in range(dice.randint(1, 4)):
        at = dice.randrange(len(data))
        sign = dice.choice(
            (b'"', b"<", b">", b"&", b"\0", b"\r", b"\x1a", b"\\", b"]]>", b"<![CDATA[", b"<!--",
             b"\xff", b"\xed\xa0\x80", b"\xe2\x80\xae", b"-0- ", b";", b"\t", b"{", b"}")
        )  # fmt: skip
        data = data[:at] + sign + data[at:]
    return data


def encode(data: bytes, dice: random.Random) -> bytes:
    """Write the text in an encoding that it is not in, or says that it is not in."""
    text = data.decode("utf-8", "replace")
    name = dice.choice(
        ("utf-16", "utf-16-le", "utf-16-be", "utf-32", "latin-1", "cp1252", "cp1251", "utf-7",
         "cp500", "shift_jis", "utf-8-sig")
    )  # fmt: skip
    if dice.random() < 0.3:
        return re.sub(rb'(encoding=["\'])[^"\']+', rb"\1" + name.encode(), data, count=1)
    return text.encode(name, "replace")


def line_ends(data: bytes, dice: random.Random) -> bytes:
    """End the lines otherwise."""
    bare = data.replace(b"\r\n", b"\n")
    return bare.replace(
        b"\n", dice.choice((b"\r\n", b"\r", b"", b"\n\n", b"\x0b", b"\xe2\x80\xa8"))
    )


def entities(data: bytes, dice: random.Random) -> bytes:
    """Declare entities that hold each other, or a file."""
    levels = b"".join(
        b'<!ENTITY e%d "%s">' % (n, (b"&e%d;" % (n - 1)) * 10 if n else b"x" * 99) for n in range(9)
    )
    outside = b'<!ENTITY e8 SYSTEM "file:///etc/passwd">'
    wide = b'<!ENTITY e8 "' + b"x" * 100_000 + b'">'
    inner = dice.choice((levels, outside, wide))
    head, mark, rest = data.partition(b"?>")
    if not mark:
        head, rest = b"", data
    texts = [found.start(1) for found in _TEXT.finditer(rest)]
    used = b"&e8;" * dice.choice((1, 50, 5000))
    for at in sorted(dice.sample(texts, min(3, len(texts))), reverse=True):
        rest = rest[:at] + used + rest[at:]
    return head + mark + b"<!DOCTYPE r [" + inner + b"]>" + rest


def page(data: bytes, dice: random.Random) -> bytes:
    """Be another thing altogether: a login page, an error, nothing."""
    other = dice.choice(PAGES)
    return other + data if dice.random() < 0.2 else other


def pack(data: bytes, dice: random.Random) -> bytes:
    """Come packed: whole, cut, damaged, or as a bomb."""
    packed = gzip.compress(data, 1) if dice.random() < 0.5 else zipped({"list.txt": data})
    match dice.randrange(5):
        case 0:
            return packed
        case 1:
            return cut(packed, dice)
        case 2:
            return flip(packed, dice)
        case 3:
            return gzip.compress(data, 1) + _zeros() if dice.random() < 0.5 else _zeros()
        case _:
            return _zip_of_zeros(lying=dice.random() < 0.5)


def zipped(files: Mapping[str, bytes]) -> bytes:
    """Return an archive of files."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return buffer.getvalue()


@cache
def _packed_zeros() -> tuple[bytes, int]:
    packer = zlib.compressobj(1, wbits=-15)
    chunk, crc = bytes(2**20), 0
    packed = bytearray()
    for _ in range(_BOMB // len(chunk)):
        packed += packer.compress(chunk)
        crc = zlib.crc32(chunk, crc)
    return bytes(packed + packer.flush()), crc


def _zeros() -> bytes:
    packed, crc = _packed_zeros()
    header = b"\x1f\x8b\x08\0\0\0\0\0\0\xff"
    return header + packed + struct.pack("<II", crc, _BOMB)


def _zip_of_zeros(*, lying: bool) -> bytes:
    """Return an archive of three hundred million zeros, which may say that they are 900."""
    packed, crc = _packed_zeros()
    said = (crc, len(packed), 900 if lying else _BOMB, len(b"list.xml"), 0)
    local = struct.pack("<4sHHHHHIIIHH", _ZIP, 20, 0, 8, 0, 0x21, *said) + b"list.xml" + packed
    entry = struct.pack(
        "<4sHHHHHHIIIHHHHHII", b"PK\1\2", 20, 20, 0, 8, 0, 0x21, *said, 0, 0, 0, 0, 0
    )
    directory = entry + b"list.xml"
    end = struct.pack("<4sHHHHIIH", b"PK\5\6", 0, 0, 1, 1, len(directory), len(local), 0)
    return local + directory + end


def _piece(data: bytes, dice: random.Random) -> bytes:
    start = dice.randrange(len(data))
    return data[start : start + dice.randint(1, max(2, len(data) // 3))]


def blocks_of(data: bytes) -> list[tuple[int, int]]:
    """Return where entries begin and end: in XML elements, else lines.

    Not the first lines of a table, which hold its columns.
    """
    if data.lstrip(b"\xef\xbb\xbf \r\n").startswith(b"<"):
        spans = [one.span() for one in _ENTRY.finditer(data)]
        if len(spans) > 1:
            return spans
    if data.startswith(b"{"):
        return [one.span() for one in re.finditer(rb'\{"id":.*?\},\s*(?=\{"id":)', data, re.DOTALL)]
    ends = [0, *(one.end() for one in re.finditer(rb"\n", data))]
    return list(pairwise(ends))[2:]


MUTATIONS: tuple[Mutation, ...] = (
    flip, cut, cut_at_a_line, cut_out, splice, duplicate, duplicate_blocks, take_out_blocks, nest,
    swell, empty_out, rename, renumber, quote, encode, line_ends, entities, page, pack,
)  # fmt: skip


def damaged(data: bytes, dice: random.Random) -> tuple[str, bytes]:
    """Damage a file once, sometimes twice: return in which way, and what became of it.

    An archive is damaged inside as often as outside.
    """
    ways = dice.choices(MUTATIONS, k=2 if dice.random() < 0.15 else 1)
    for way in ways:
        if not data:
            break
        data = _inside(data, way, dice)
    return "+".join(way.__name__ for way in ways), data


def _inside(data: bytes, way: Mutation, dice: random.Random) -> bytes:
    members = _members(data)
    if not members or dice.random() < 0.3:
        return way(data, dice)
    name = dice.choice([name for name, content in members.items() if content] or [""])
    if not name or dice.random() < 0.05:
        members.pop(name, None)
    else:
        members[name] = way(members[name], dice)
    return zipped(members)


def _members(data: bytes) -> dict[str, bytes]:
    """Return what is in an archive; nothing where it is none, damaged, or one of our bombs."""
    if not data.startswith(_ZIP):
        return {}
    with suppress(*_DAMAGED), zipfile.ZipFile(io.BytesIO(data)) as archive:
        if sum(member.file_size for member in archive.infolist()) < _BOMB:
            return {name: archive.read(name) for name in archive.namelist()}
    return {}
