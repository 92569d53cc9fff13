"""Files that are no list, or no whole one: refused, and told what they are."""

import gzip
import io
import random
import zipfile
from pathlib import Path

import pytest

from exportdesk.core.editions import Severity
from exportdesk.core.errors import BadInput, ListRefused
from exportdesk.core.progress import Cancelled
from exportdesk.core.words import known_codes, say
from exportdesk.lists import open_list, unpacking
from tests.lists.samples import (
    TRAPS_2022,
    TRAPS_CSV,
    TRAPS_JSON,
    Stopping,
    country_code,
    envelope,
    read,
    us_csl,
)


def refused(tmp_path: Path, data: bytes) -> ListRefused:
    path = tmp_path / "consolidated.json"
    path.write_bytes(data)
    with pytest.raises(ListRefused) as caught:
        read(path)
    error = caught.value
    assert error.facts["overridable"] is False
    (finding,) = error.facts["findings"]  # type: ignore[misc] # facts are object
    assert finding.severity is Severity.FATAL
    assert error.code in known_codes()
    assert "?" not in say(error)
    assert "consolidated.json" in say(error)
    return error


def zipped(**members: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name.replace("_", "."), data)
    return buffer.getvalue()


JSON = TRAPS_JSON.read_bytes()
CSV = TRAPS_CSV.read_bytes()
HTML = b"<!DOCTYPE html>\n<html><head><title>Sign in</title></head><body>...</body></html>"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "list-empty"),
        (b" \n\t\n", "list-empty"),
        (b"\xef\xbb\xbf", "list-empty"),
        (gzip.compress(b""), "list-empty"),
        (HTML, "list-web-page"),
        (b"\n\n  <HTML lang=en>" + b"x" * 9000, "list-web-page"),
        (b'<?xml version="1.0"?>\n<sdnList xmlns="x"><publshInformation/>', "list-other-source"),
        (b"%PDF-1.7\n...", "list-other-format"),
        (b'36,"AEROCARIBBEAN AIRLINES",-0- ,"CUBA"\n', "list-other-format"),
        (b"a sentence of no use", "list-other-format"),
        (b"_id;source;name;alt_names\n1;2;3;4\n", "list-other-format"),
        (b"id,name,country\n1,A,US\n", "list-other-format"),
        (b'{"message": "Unauthorized"}', "list-other-format"),
        (b"[]", "list-other-format"),
        (b"old,line\rends,of,a,mac", "list-other-format"),
        (b'{"results": {}}', "list-damaged"),
        (b'{"results": [1,2,]}', "list-damaged"),
        (b'{"results": []} and more', "list-damaged"),
        (b'{"results": ' + b"[" * 100_000, "list-damaged"),
        (b'{"results": [{"name": "A"}, {"na', "list-truncated"),
        (b"{", "list-truncated"),
        (JSON[: len(JSON) // 2], "list-truncated"),
        (JSON[:-3], "list-truncated"),
        (CSV[: CSV.rindex(b"Acronymless")], "list-truncated"),
        (CSV[: CSV.rindex(b'","",""')], "list-truncated"),
        (gzip.compress(JSON)[:-9], "list-truncated"),
        (gzip.compress(JSON)[:200], "list-truncated"),
        (gzip.compress(JSON)[:-8] + b"\0" * 8, "list-archive-damaged"),
        (gzip.compress(JSON) + b"trailing", "list-archive-damaged"),
        (b"\x1f\x8bnothing of the kind", "list-archive-damaged"),
        (zipped(a_json=JSON)[:-30], "list-archive-damaged"),
        (b"PK\x03\x04 nothing of the kind", "list-archive-damaged"),
        (zipped(), "list-archive-unclear"),
        (zipped(a_csv=CSV, b_csv=CSV), "list-archive-unclear"),
        (zipped(a_txt=b"1", b_txt=b"2"), "list-archive-unclear"),
        (gzip.compress(gzip.compress(JSON)), "list-not-text"),
        (bytes(range(256)) * 40, "list-not-text"),
        (JSON.decode().encode("utf-32"), "list-encoding"),
        ("\ufeff{".encode("utf-16") + b"\x00\xd8\x00", "list-encoding"),
        (b'source,name,alt_names\n"A" b,c,d\n', "list-damaged-row"),
        (b'source,name,alt_names\na,"' + b"x" * 2**21 + b'",c\n', "list-damaged-row"),
        (envelope([], total=3), "list-incomplete"),
    ],
)
def test_what_it_is_instead(tmp_path: Path, data: bytes, code: str) -> None:
    assert refused(tmp_path, data).code == code


def test_a_damaged_member_of_a_zip(tmp_path: Path) -> None:
    data = bytearray(zipped(a_json=JSON))
    data[len(data) // 2] ^= 0xFF
    assert refused(tmp_path, bytes(data)).code == "list-archive-damaged"


def test_an_archive_behind_a_password(tmp_path: Path) -> None:
    data = bytearray(zipped(a_json=JSON))
    data[6] |= 1
    data[data.rindex(b"PK\x01\x02") + 8] |= 1
    assert refused(tmp_path, bytes(data)).code == "list-archive-locked"


def test_a_bomb_is_not_unpacked(tmp_path: Path) -> None:
    bomb = b'{"results": [' + b" " * 40 * 2**20 + b"]}"
    assert refused(tmp_path, gzip.compress(bomb)).code == "list-too-large"
    assert refused(tmp_path, zipped(a_json=bomb)).code == "list-too-large"


def test_a_file_beyond_the_limit_is_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(unpacking, "LARGEST", 10_000)
    assert refused(tmp_path, JSON).code == "list-too-large"
    assert refused(tmp_path, gzip.compress(JSON)).code == "list-too-large"


def test_several_gzip_members_are_one_file(tmp_path: Path) -> None:
    path = tmp_path / "list.gz"
    middle = len(JSON) // 2
    path.write_bytes(gzip.compress(JSON[:middle]) + gzip.compress(JSON[middle:]) + b"\0" * 16)
    assert len(read(path)[1]) == 25


def test_the_list_in_an_archive_with_other_files(tmp_path: Path) -> None:
    path = tmp_path / "list.zip"
    path.write_bytes(zipped(readme_txt=b"x", list_json=JSON, list_csv=CSV))
    assert read(path)[0].format == "csl-json"


def test_a_missing_file_and_a_folder(tmp_path: Path) -> None:
    for path, code in (
        (tmp_path / "no", "list-file-missing"),
        (tmp_path, "list-file-unreadable"),
    ):
        with pytest.raises(BadInput) as caught:
            read(path)
        assert caught.value.code == code
        assert str(path) in say(caught.value)


def test_an_end_in_the_middle_of_a_line_is_noticed(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    data = TRAPS_2022.read_bytes()
    path.write_bytes(data)
    assert not read(path)[0].perhaps_cut
    path.write_bytes(data.rstrip(b"\n"))
    assert read(path)[0].perhaps_cut
    path.write_bytes(CSV.rstrip(b"\n"))
    assert not read(path)[0].perhaps_cut


@pytest.mark.parametrize("sample", [TRAPS_JSON, TRAPS_CSV], ids=lambda p: p.name)
def test_reading_can_be_stopped(tmp_path: Path, sample: Path) -> None:
    with pytest.raises(Cancelled):
        list(open_list(sample, us_csl(), country_code, Stopping(lambda _, done: done == 26)))
    path = tmp_path / "list.gz"
    path.write_bytes(gzip.compress(sample.read_bytes()))
    with pytest.raises(Cancelled):
        open_list(path, us_csl(), country_code, Stopping(lambda _, __: True))


@pytest.mark.parametrize("sample", [TRAPS_JSON, TRAPS_CSV, TRAPS_2022], ids=lambda p: p.name)
@pytest.mark.parametrize("packed", [False, True])
def test_mutated_files_never_crash(tmp_path: Path, sample: Path, packed: bool) -> None:
    """Cut anywhere or with bytes changed, a file is read or refused, and never anything else."""
    random_ = random.Random(20261122)
    whole = sample.read_bytes()
    whole = gzip.compress(whole) if packed else whole
    path = tmp_path / "list"
    for number in range(150):
        data = bytearray(whole)
        if number % 3 == 0:
            del data[random_.randrange(len(data)) :]
        elif number % 3 == 1:
            for _ in range(random_.randint(1, 8)):
                data[random_.randrange(len(data))] = random_.randrange(256)
        else:
            start = random_.randrange(len(data))
            piece = data[start : start + random_.randrange(400)]
            data[start:start] = piece * random_.randint(1, 30)
        path.write_bytes(data)
        taken = whole_or_refused(path)
        cut = number % 3 == 0 and len(data) < len(whole.rstrip())
        assert not (taken and cut and (packed or sample == TRAPS_JSON))


def whole_or_refused(path: Path) -> bool:
    try:
        reading, listings = read(path)
    except ListRefused:
        return False
    assert reading.rows == len(listings) + sum(s.count for s in reading.skipped)
    return True
