"""Lists of other publishers, damaged in every way: read or refused, never anything else."""

import random
from pathlib import Path

import pytest

from exportdesk.core.errors import ListRefused
from exportdesk.core.words import known_codes
from tests.ending import ends
from tests.lists.others import read_as
from tests.lists.samples import DATA, TRAPS_CSV, TRAPS_JSON
from tests.sampling import sample

SAMPLES = {
    "un-sc": DATA / "un-traps.xml",
    "ca-sema": DATA / "ca-traps.xml",
    "ch-seco": DATA / "ch-traps.xml",
    "jp-meti": DATA / "jp-traps.csv",
}
XML = [source for source, path in SAMPLES.items() if path.suffix == ".xml"]
LONG = 3_000_000


def read_or_refused(source: str, path: Path) -> bool:
    """Return whether the file was taken; every refusal has its sentence."""
    try:
        reading, listings = read_as(source, path)
    except ListRefused as error:
        if error.code not in known_codes():
            raise
        return False
    assert reading.rows == len(listings) + sum(s.count for s in reading.skipped)
    return True


def code_of(source: str, path: Path) -> str:
    with pytest.raises(ListRefused) as caught:
        read_as(source, path)
    return caught.value.code


@pytest.mark.parametrize("source", SAMPLES)
def test_mutated_files(tmp_path: Path, source: str) -> None:
    random_ = random.Random(4)
    whole = SAMPLES[source].read_bytes()
    path = tmp_path / "list"
    for number in range(120):
        data = bytearray(whole)
        start = random_.randrange(len(data))
        if number % 3 == 0:
            del data[start:]
        elif number % 3 == 1:
            for _ in range(random_.randint(1, 8)):
                data[random_.randrange(len(data))] = random_.randrange(256)
        else:
            data[start:start] = data[start : start + random_.randrange(400)] * 30
        path.write_bytes(data)
        taken = read_or_refused(source, path)
        cut = number % 3 == 0 and len(data) < len(whole.rstrip())
        assert not (taken and cut and source in XML)


@pytest.mark.parametrize("source", SAMPLES)
@pytest.mark.parametrize("other", [*SAMPLES, "us-csl"])
def test_each_is_told_from_the_others(source: str, other: str) -> None:
    if source == other:
        assert read_or_refused(source, SAMPLES[source])
    else:
        assert code_of(other, SAMPLES[source]) == "list-other-source"


@pytest.mark.parametrize("source", SAMPLES)
def test_the_lists_of_the_us_are_none_of_them(source: str) -> None:
    for path in (TRAPS_CSV, TRAPS_JSON):
        assert code_of(source, path) == "list-other-source"


@pytest.mark.parametrize("source", XML)
def test_entities_are_not_expanded(tmp_path: Path, source: str) -> None:
    data = SAMPLES[source].read_text("utf-8")
    head, _, rest = data.partition("?>")
    bomb = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "x" * 99}">' for n in range(9))
    told = rest.replace("Colon", "&e8;").replace("TESTOV", "&e8;")
    path = tmp_path / "list.xml"
    path.write_text(f"{head}?><!DOCTYPE r [{bomb}]>{told}", "utf-8")
    with ends():
        read_or_refused(source, path)


@pytest.mark.parametrize(
    ("source", "old", "new"),
    [
        ("un-sc", "Barram Oltesti; Baram Ol Testy", "(" + "а;b " * (LONG // 4)),
        ("un-sc", "Barram Oltesti; Baram Ol Testy", "(а)b" * (LONG // 4)),
        ("un-sc", "(Haji Baram; Hajji Baram) known by this name", "(" * LONG),
        ("ca-sema", "a.k.a. Pretend Testoff", "a.k.a. X, " * (LONG // 10)),
        ("ca-sema", "Test Institute/Institut de test", "a b/" * (LONG // 4)),
        ("ch-seco", "Travel ban.", "IMO " * (LONG // 4)),
        (
            "jp-meti",
            "・Pretend Trading\nCorporation\n・PTC; P.T.C.",
            "・а b" * sample(50_000, 200_000),
        ),
    ],
)
def test_huge_fields(tmp_path: Path, source: str, old: str, new: str) -> None:
    path = tmp_path / "list"
    text = SAMPLES[source].read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")
    with ends():
        read_or_refused(source, path)


@pytest.mark.parametrize("source", XML)
def test_deep_nesting(tmp_path: Path, source: str) -> None:
    path = tmp_path / "list.xml"
    data = SAMPLES[source].read_text("utf-8")
    end = data.rindex("</")
    path.write_text(data[:end] + "<a>" * 100_000 + "</a>" * 100_000 + data[end:], "utf-8")
    assert code_of(source, path) in {"list-damaged", "list-truncated"}
