"""The lists that are damaged on purpose: made-up ones, real short ones, real ones cut short, whole.

Where the real lists are not there, only the made-up ones are.
"""

import gzip
import io
import json
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from exportdesk.core.errors import BadInput, ListRefused
from exportdesk.core.progress import Silent
from exportdesk.lists import Source, load_catalogue
from exportdesk.lists.files import ListFile
from exportdesk.lists.formats import FORMATS
from exportdesk.lists.unpacking import unpack
from tests.lists.damage import blocks_of, zipped
from tests.lists.ofac_samples import sample_set
from tests.lists.others import workbook
from tests.lists.samples import DATA
from tests.lists.test_au_xlsx import OLD, row
from tests.lists.test_own import as_ods, as_xlsx
from tests.real import shared

SMALL = 200_000

_OFAC_SETS = {
    "sdn-2021": ("us-ofac-sdn", {
        "SDN.CSV": "sdn.2021-07.csv.gz", "ADD.CSV": "add.2021-07.csv", "ALT.CSV": "alt.2021-07.csv",
        "SDN_COMMENTS.CSV": "sdn_comments.2021-07.csv",
    }),
    "cons-2025": ("us-ofac-cons", {
        "CONS_PRIM.CSV": "cons_prim.2025-12.csv", "CONS_ADD.CSV": "cons_add.2025-12.csv",
        "CONS_ALT.CSV": "cons_alt.2025-12.csv", "CONS_COMMENTS.CSV": "cons_comments.2025-12.csv",
    }),
}  # fmt: skip
_COUNT = re.compile(rb"(<Record_Count>)\d+(<)")


@dataclass(frozen=True, slots=True)
class Sample:
    """A good file as it may be fetched, and the source it is of."""

    name: str
    source: str
    data: bytes


def made_up_samples() -> list[Sample]:
    """Return what is in the repository, and tables of the user's own."""
    people = [["name", "aliases", "country"]]
    people += [[f"Party Number{n} Trading", f"Also {n}; Alias {n}", "China"] for n in range(130)]
    plain = "".join(",".join(line) + "\n" for line in people).encode()
    names = [row(OLD, Reference=n, Name=f"Party {n}", Name_Type="Primary Name") for n in range(130)]
    return [
        *_found(sorted(path for path in DATA.rglob("*") if path.is_file())),
        Sample("sdn-set", "us-ofac-sdn", zipped(sample_set())),
        Sample("cons-set", "us-ofac-cons", zipped(sample_set("CONS_"))),
        Sample("own.csv", "own:x", plain),
        Sample("own.xlsx", "own:x", as_xlsx(people)),
        Sample("own.ods", "own:x", as_ods(people)),
        Sample("au.xlsx", "au-dfat", workbook([OLD, *names])),
    ]


def short_samples() -> list[Sample]:
    """Return the real lists under 200 kB, and the others cut short to that, still well formed."""
    samples = []
    for sample in real_samples():
        if len(sample.data) <= SMALL:
            samples.append(Sample(sample.name, sample.source, _counted(sample.data)))
            continue
        data = shortened(sample.data)
        if len(data) <= SMALL and not data.startswith(b"PK"):
            samples.append(Sample(f"short-{sample.name}", sample.source, data))
    return samples


def real_samples() -> list[Sample]:
    """Return every real list there is, unpacked."""
    folder = shared() / "lists"
    # What is under us-ear is no list of parties, and csl-compact is nobody's format.
    found = [
        path
        for path in sorted(folder.rglob("*"))
        if path.is_file() and "us-ear" not in path.parts and "compact" not in path.name
    ]
    return [*_found(found), *_ofac_sets()]


def _ofac_sets() -> Iterator[Sample]:
    for name, (source, files) in _OFAC_SETS.items():
        paths = {as_: shared() / "lists" / "us-ofac" / path for as_, path in files.items()}
        if all(path.exists() for path in paths.values()):
            data = {as_: _plain(path) for as_, path in paths.items()}
            yield Sample(name, source, zipped(data))


def _plain(path: Path) -> bytes:
    data = path.read_bytes()
    return gzip.decompress(data) if path.suffix == ".gz" else data


def _found(paths: list[Path]) -> Iterator[Sample]:
    for path in paths:
        with suppress(ListRefused, BadInput):
            data = unpack(path, Silent()).data
            source = source_of(path.name, data)
            single = "ofac" in path.parent.name and ".csv" in path.name.casefold()
            if source is not None and not single:  # a single file of OFAC's set is no list
                yield Sample(path.name, source.key, data)


def source_of(name: str, data: bytes) -> Source | None:
    """Return the source of the catalogue that a file is an edition of, by its format and name."""
    file = ListFile(Path(name), data)
    form = next((known.name for known in FORMATS if known.is_it(file)), "")
    sources = [one for one in load_catalogue().sources if form in one.formats]
    if len(sources) > 1:
        wanted = "cons" if "cons" in name.casefold() else "sdn"
        sources = [one for one in sources if one.key.endswith(wanted)]
    return sources[0] if sources else None


def shortened(data: bytes) -> bytes:
    """Return a list with its first entries only, up to 190 kB, as if it were whole."""
    if data.startswith(b"{"):
        return _short_json(json.loads(data))
    if data.startswith(b"["):
        return data  # the entries are numbered, and in another order
    blocks = blocks_of(data)
    if not blocks:
        return data
    around = len(data) - sum(end - start for start, end in blocks)
    size, kept = around, 0
    for start, end in blocks:
        size += end - start
        if size > SMALL - 10_000:
            break
        kept += 1
    out = io.BytesIO()
    last = 0
    for number, (start, end) in enumerate(blocks):
        out.write(data[last : end if number < kept else start])
        last = end
    out.write(data[last:])
    return _counted(out.getvalue())


def _counted(data: bytes) -> bytes:
    """Return OFAC's XML with the count that it has: trimmed files still say that of the whole."""
    return _COUNT.sub(rb"\g<1>%d\g<2>" % data.count(b"</sdnEntry>"), data)


def _short_json(told: dict[str, object]) -> bytes:
    results = told["results"]
    assert isinstance(results, list)
    some = results[:: max(1, len(results) // 250)]  # some of every list
    more = {"total": len(some)} if "total" in told else {}
    return json.dumps({**told, "results": some, **more}, ensure_ascii=False).encode()
