"""PDFs made to do harm, or to break whoever reads them; and good ones, damaged in many ways."""

import io
import random
import zlib
from collections.abc import Callable, Mapping
from functools import cache

from pypdf import PdfReader, PdfWriter

from tests.documents.certs import FILLED, form, made

CANARY = "a-pdf-ran-this"
_BOMB = 400_000_000


def pdf(
    objects: Mapping[int, bytes], trailer: bytes = b"", *, head: bytes = b"%PDF-1.7\n"
) -> bytes:
    """Return a PDF of these objects with a right cross-reference table; object 1 is the root."""
    out, places = bytearray(b"%PDF-1.7\n"), {}
    for number, body in objects.items():
        places[number] = len(out)
        out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    start, most = len(out), max(objects) + 1
    out += b"xref\n0 %d\n0000000000 65535 f \n" % most
    for number in range(1, most):
        kept = (
            b"%010d 00000 n \n" % places[number] if number in places else b"0000000000 00000 f \n"
        )
        out += kept
    out += b"trailer\n<</Size %d/Root 1 0 R%b>>\nstartxref\n%d\n%%%%EOF\n" % (most, trailer, start)
    return bytes(out)


def page(root: bytes = b"", more: Mapping[int, bytes] | None = None, content: bytes = b"") -> bytes:
    """Return a PDF of one page, with more in its root and more objects (from 10 on)."""
    objects = {
        1: b"<</Type/Catalog/Pages 2 0 R%b>>" % root,
        2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        3: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
        b"/Resources<</Font<</F 5 0 R>>/XObject<</X 6 0 R>>>>>>",
        4: content or stream(b"BT /F 12 Tf 50 700 Td (C-2026-0147-1-VE2T-04) Tj ET"),
        5: b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        6: stream(
            b"/X Do", b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 6 0 R>>>>"
        ),
    }
    return pdf({**objects, **(more or {})})


def stream(data: bytes, head: bytes = b"") -> bytes:
    """Return a stream object."""
    return b"<<%b/Length %d>>stream\n%b\nendstream" % (head, len(data), data)


@cache
def bomb(size: int = _BOMB, layers: int = 1) -> bytes:
    """Return what unpacks to `size` zeros."""
    packer = zlib.compressobj(9)
    chunk = bytes(1_000_000)
    data = b"".join(packer.compress(chunk) for _ in range(size // len(chunk))) + packer.flush()
    for _ in range(layers - 1):
        data = zlib.compress(data, 9)
    return data


def packed_bomb(layers: int = 1) -> bytes:
    """Return a stream object that unpacks to more than any machine should hold."""
    filters = b"[" + b"/FlateDecode " * layers + b"]"
    return stream(bomb(layers=layers), b"/Filter" + filters)


@cache
def filled(language: str = "en", *, fillable: bool = True) -> bytes:
    """Return the form as it comes back when all goes well."""
    return made(form(language), fillable=fillable, answers=FILLED)


def _action(rng: random.Random, action: bytes) -> bytes:
    """Return a PDF that has an action somewhere."""
    spots: tuple[Callable[[], bytes], ...] = (
        lambda: page(b"/OpenAction " + action),
        lambda: page(b"/OpenAction 10 0 R", {10: action}),
        lambda: page(b"/AA<</WC %b/DP %b>>" % (action, action)),
        lambda: page(b"/Names<</JavaScript<</Names[(a) 10 0 R]>>>>", {10: action}),
        lambda: page(b"/AcroForm<</Fields[10 0 R]>>", {
            10: b"<</T(a)/FT/Tx/V(x)/Subtype/Widget/AA<</K %b/F %b>>>>" % (action, action)
        }),
        lambda: page(b"/OpenAction<</S/GoTo/Next[10 0 R 10 0 R]>>", {10: action}),
        lambda: page(b"", {10: action}),  # in no use
    )  # fmt: skip
    return rng.choice(spots)()


def script(rng: random.Random) -> bytes:
    """Return a PDF with JavaScript."""
    name = rng.choice((b"/JavaScript", b"/J#61vaScript", b"/JavaScr#69pt"))
    code = b"app.launchURL('http://127.0.0.1:9/%b');" % CANARY.encode()
    return _action(rng, b"<</S%b/JS(%b)>>" % (name, code * rng.choice((1, 1, 5000))))


def launch(rng: random.Random) -> bytes:
    """Return a PDF that starts a program."""
    told = b"/F(/bin/sh)/Win<</F(cmd.exe)/P(/c echo x > %b)>>/Unix<</F(touch %b)>>"
    return _action(rng, b"<</S/Launch%b>>" % (told % (CANARY.encode(), CANARY.encode())))


def submit(rng: random.Random) -> bytes:
    """Return a PDF that sends what was filled in, or fetches something."""
    kind = rng.choice((b"/SubmitForm", b"/ImportData", b"/GoToE", b"/URI", b"/Rendition"))
    return _action(rng, b"<</S%b/F(http://127.0.0.1:9/x)/URI(http://127.0.0.1:9/x)>>" % kind)


def embedded(rng: random.Random) -> bytes:
    """Return a PDF with a file in it, perhaps a bomb."""
    inside = packed_bomb() if rng.random() < 0.3 else stream(b"MZ" + rng.randbytes(5000))
    file = inside.replace(b"<<", b"<</Type/EmbeddedFile", 1)
    return page(
        b"/Names<</EmbeddedFiles<</Names[(run.exe) 10 0 R]>>>>",
        {10: b"<</Type/Filespec/F(../../run.exe)/EF<</F 11 0 R>>>>", 11: file},
    )


def other_form(rng: random.Random) -> bytes:
    """Return a PDF with an XFA form that grows when its entities are filled in."""
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    xml = f'<!DOCTYPE x [<!ENTITY e0 "ha">{entities}]><x>&e11;</x>'.encode()
    outer = b'<!DOCTYPE x SYSTEM "file:///etc/passwd"><x/>'
    fields = b"/AcroForm<</Fields[]/XFA 10 0 R>>"
    return page(fields, {10: stream(rng.choice((xml, outer)))})


def content_bomb(rng: random.Random) -> bytes:
    """Return a PDF whose page, fields or properties unpack to far too much."""
    layers = rng.randint(1, 3)
    spot = rng.randrange(4)
    if spot == 0:
        return page(content=packed_bomb(layers))
    if spot == 1:
        return page(b"/AcroForm<</Fields[10 0 R]>>", {
            10: b"<</T(customer_legal_name)/FT/Tx/V 11 0 R>>", 11: packed_bomb(layers)
        })  # fmt: skip
    if spot == 2:
        many = b"[" + b"4 0 R " * 20_000 + b"]"
        return page(content=many) if rng.random() < 0.5 else _shared_content(many)
    head = b"/Type/ObjStm/N 5/First 20/Filter[" + b"/FlateDecode " * layers + b"]"
    return page(b"/AcroForm 12 0 R", {10: stream(bomb(layers=layers), head)})


def _shared_content(many: bytes) -> bytes:
    content = stream(zlib.compress(b"BT /F 9 Tf (x) Tj ET\n" * 20_000), b"/Filter/FlateDecode")
    whole = page(content=content)
    return whole.replace(b"/Contents 4 0 R", b"/Contents " + many, 1)


def xref_bomb(rng: random.Random) -> bytes:
    """Return a PDF whose cross-reference stream unpacks to far too much, or claims it."""
    size = rng.choice((10, 2**31 - 1, 10**9, 10**30))
    index = rng.choice((b"[0 %d]" % size, b"[0 10 5 99999999]", b"[-5 10]"))
    head = b"/Type/XRef/Size %d/W[1 4 2]/Index%b/Root 1 0 R/Filter/FlateDecode" % (size, index)
    data = bomb(300_000_000) if rng.random() < 0.6 else zlib.compress(rng.randbytes(70))
    body = b"%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n"
    return body + b"9 0 obj\n%b\nendobj\nstartxref\n%d\n%%%%EOF" % (stream(data, head), len(body))


def loop(rng: random.Random) -> bytes:
    """Return a PDF that leads back to itself."""
    whole = page(b"/AcroForm<</Fields[10 0 R]>>", {
        10: b"<</T(a)/Kids[11 0 R 10 0 R]>>",
        11: b"<</T(b)/Parent 10 0 R/Kids[10 0 R 11 0 R]/V 11 0 R>>",
    })  # fmt: skip
    swaps = (
        (b"/Kids[3 0 R]", b"/Kids[2 0 R 3 0 R]"),
        (b"/Count 1", b"/Count 2000000000"),
        (b"/Parent 2 0 R/Media", b"/Parent 3 0 R/Media"),
        (b"/Pages 2 0 R", b"/Pages 1 0 R"),
        (b"/Length 47", b"/Length 4 0 R"),
        (b"BT /F", b"/X Do BT /F"),
        (b"<</Size", b"<</Prev 9/Size"),
        (b"/V 11 0 R", b"/V 12 0 R"),
    )
    for was, is_now in rng.sample(swaps, rng.randint(1, 4)):
        whole = whole.replace(was, is_now)
    start = whole.rfind(b"xref\n0")
    return whole.replace(b"/Prev 9", b"/Prev %d" % start)


def deep(rng: random.Random) -> bytes:
    """Return a PDF nested deeper than anybody reads."""
    levels = rng.choice((300, 5_000, 200_000))
    kind = rng.randrange(4)
    if kind == 0:
        return page(b"/A " + b"[" * levels + b"]" * levels)
    if kind == 1:
        return page(b"/A " + b"<</B " * levels + b"1" + b">>" * levels)
    if kind == 2:
        return page(content=stream(b"BT " + b"[" * levels + b"(x)" + b"]" * levels + b" TJ ET"))
    few = min(levels, 5_000)
    kids = {10 + n: b"<</T(n)/Kids[%d 0 R]>>" % (11 + n) for n in range(few)}
    return page(b"/AcroForm<</Fields[10 0 R]>>", {**kids, 10 + few: b"<</T(end)/FT/Tx/V(x)>>"})


def many(rng: random.Random) -> bytes:
    """Return a PDF of very many things."""
    count, kind = rng.choice((6_000, 60_000)), rng.randrange(4)
    if kind == 0:
        refs = b" ".join(b"%d 0 R" % (10 + n) for n in range(count))
        fields = {10 + n: b"<</T(f%d)/FT/Tx/V(x)>>" % n for n in range(count)}
        return page(b"/AcroForm<</Fields[%b]>>" % refs, fields)
    if kind == 1:
        whole = page()
        return whole.replace(b"/Kids[3 0 R]/Count 1", b"/Kids[%b]" % (b"3 0 R " * count))
    if kind == 2:
        return page(b"/AcroForm<</Fields[10 0 R]>>", {
            10: b"<</T(a)/FT/Tx/V(%b)>>" % (b"\xc3\x28" * count * 50)
        })  # fmt: skip
    return page(content=stream(b"BT /F 9 Tf " + b"(C-2026-0147-1-VE2T-04) Tj " * count + b"ET"))


def letters(rng: random.Random) -> bytes:
    """Return a PDF whose font says that it has all characters there are, several times."""
    end = rng.choice((b"FFFFFFFF", b"7FFFFFFF", b"FFFF"))
    lines = b"<0000> <%b> <0041>\n" % end
    cmap = b"begincmap\n100 beginbfrange\n" + lines * 100 + b"endbfrange\nendcmap"
    font = b"<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H/ToUnicode 10 0 R>>"
    objects = page(more={10: stream(cmap)})
    return objects.replace(b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>", font)


def numbers(rng: random.Random) -> bytes:
    """Return a good form whose numbers were made to be others."""
    data = bytearray(filled())
    wild = (b"-1", b"99999999999999999999", b"2147483648", b"0", b"1e999", b"NaN", b"9" * 5000)
    for _ in range(rng.randint(1, 30)):
        at = rng.randrange(len(data))
        while at < len(data) and not 48 <= data[at] <= 57:
            at += 1
        data[at : at + rng.randint(1, 3)] = rng.choice(wild)
    return bytes(data)


def locked(rng: random.Random) -> bytes:
    """Return a form that needs a password, or was made to look as if."""
    if rng.random() < 0.4:
        encryption = b"/Encrypt<</Filter/Standard/V %d/R %d/Length %d/O(x)/U(y)/P -4>>/ID[(a)(a)]"
        told = (rng.choice((0, 1, 4, 5, 99)), rng.choice((2, 4, 6)), rng.choice((40, 256, -8)))
        return pdf(
            {1: b"<</Type/Catalog/Pages 2 0 R>>", 2: b"<</Kids[]/Count 0>>"}, encryption % told
        )
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(filled())))
    user = rng.choice(("", "secret"))
    writer.encrypt(user, "owner", algorithm=rng.choice(("RC4-40", "RC4-128")))
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def strange(rng: random.Random) -> bytes:
    """Return something that is no PDF, or a PDF with something else before, behind or in it."""
    good = filled(fillable=rng.random() < 0.7)
    return rng.choice(
        (
            b"",
            b"%PDF-",
            b"%PDF-1.7\n%%EOF",
            bytes(1000),
            rng.randbytes(20_000),
            b"%PDF-1.4\n" + rng.randbytes(50_000),
            b"PK\x03\x04" + good,
            b"<html><script>alert(1)</script>" + good,
            b"\xef\xbb\xbf" + good,
            good + rng.randbytes(3_000),
            good + good,
            good.replace(b"\n", b"\r\n"),
            good.decode("latin-1").encode("utf-8"),
            bytes(rng.randint(10_000, 3_000_000)).join((good[:5000], good[5000:])),
            b"%PDF-1.7\n" + b"1 0 obj\n" * 100_000,
            b"%PDF-1.7\n" + b"<<" * 300_000,
            b"%PDF-1.7\n" + b"startxref\n0\n%%EOF\n" * 20_000,
            b"%PDF-1.7\n" + b"trailer<</Root 1 0 R/Size 9>>\n" * 20_000,
            b"%PDF-1.7\n" + b"(" * 1_000_000,
        )
    )


def damaged(rng: random.Random) -> bytes:
    """Return a good form, damaged as mail, disks and bad programs do, or worse."""
    data = bytearray(filled(rng.choice(("en", "tr", "ar")), fillable=rng.random() < 0.8))
    for _ in range(rng.choice((1, 1, 2, 8))):
        start = rng.randrange(len(data))
        end = min(len(data), start + int(2 ** rng.uniform(0, 14)))
        match rng.randrange(8):
            case 0:
                del data[start:end]
            case 1:
                del data[max(start, 20) :]
            case 2:
                data[start:end] = bytes(end - start)
            case 3:
                data[start:end] = rng.randbytes(end - start)
            case 4:
                data[start:start] = data[start:end] * rng.randint(1, 20)
            case 5:
                for _ in range(rng.randint(1, 200)):
                    data[rng.randrange(len(data))] = rng.randrange(256)
            case 6:
                word = rng.choice(_WORDS)
                data = data.replace(word, rng.choice(_WORDS), rng.choice((1, 3, -1)))
            case 7:
                at = data.find(rng.choice(_WORDS), start)
                del data[at : at + 4]
        if not data:
            data = bytearray(b"%PDF-")
    return bytes(data)


_WORDS = (
    *(b"endobj", b"endstream", b"obj", b"xref", b"trailer", b"/Root", b"/Pages", b"/Kids", b"/T"),
    *(b"/V", b"/FT", b"/Fields", b"/AcroForm", b"/Count", b"/Length", b"/Filter", b"/Parent"),
    *(b"/Type", b"<<", b">>", b"[", b"]", b" R", b"/FlateDecode", b"startxref", b"%PDF-"),
)

WAYS: tuple[Callable[[random.Random], bytes], ...] = (
    *(script, launch, submit, embedded, other_form, content_bomb, xref_bomb, loop, deep, many),
    *(letters, numbers, locked, strange, damaged, damaged, damaged, numbers, strange),
)
"""Every way, those with most variety several times."""


def made_bad(number: int, seed: str) -> tuple[str, bytes]:
    """Return the PDF of a number: how it was made, and its bytes; always the same ones."""
    rng = random.Random(f"{seed} {number}")
    way = WAYS[number % len(WAYS)]
    return way.__name__, way(rng)
