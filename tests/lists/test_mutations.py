"""A few damaged files, the same ones each time; `dev.py campaign mutations` tries thousands."""

import random
from collections.abc import Iterator

import pytest

from tests import sampling
from tests.lists.damage import MUTATIONS, damaged, zipped
from tests.lists.damaged_judging import Judge, form_faults
from tests.lists.damaged_samples import Sample, made_up_samples

DAMAGES = sampling.sample(4, 8)
SAMPLES = made_up_samples()


@pytest.fixture(scope="module")
def judge(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Judge]:
    judge = Judge(tmp_path_factory.mktemp("judged"))
    yield judge
    judge.close()


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name)
def test_damaged_files(judge: Judge, sample: Sample) -> None:
    for number in range(DAMAGES):
        way, data = damaged(sample.data, random.Random(f"{sample.name}{number}"))
        outcome = judge.judge(sample, data, 5.0)
        assert not outcome.faults, (way, number, outcome)


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name)
def test_undamaged_files_are_taken(judge: Judge, sample: Sample) -> None:
    outcome = judge.judge(sample, sample.data, 5.0)
    retired = sample.name.startswith("conlist")
    assert outcome.next == ("list-retired" if retired else "taken")
    assert not outcome.faults


def test_losses_are_seen(judge: Judge) -> None:
    """The judge would notice a loss that the guard lets through."""
    own = next(one for one in SAMPLES if one.name == "own.csv")
    head, *lines = own.data.splitlines(keepends=True)
    # What the user keeps himself is told of, not refused, up to a fifth.
    assert judge.judge(own, head + b"".join(lines[:120]), 5.0).next == "taken"
    assert judge.judge(own, head + b"".join(lines[:90]), 5.0).next == "list-fell"


@pytest.mark.parametrize(
    ("data", "form"),
    [
        (b"<r><a></r>", "un-xml"),
        (b"<sdnList><a><Record_Count>2</Record_Count></a><sdnEntry/></sdnList>", "ofac-xml"),
        (b'{"results": [1], "total": 2}', "csl-json"),
        (b'{"results": [1]', "csl-json"),
        (zipped({"a.xml": b"<r/>"})[:-20] + b"x" * 20, "un-xml"),
    ],
)
def test_forms_are_judged_independently(data: bytes, form: str) -> None:
    assert list(form_faults(data, form))


@pytest.mark.parametrize(
    ("data", "form"),
    [
        ('<?xml version="1.0" encoding="latin-1"?>\n<r><a/></r>'.encode("utf-16"), "un-xml"),
        (b'{"results": [{"id": ' + b"1" * 5000 + b'}], "total": 1}', "csl-json"),
    ],
)
def test_what_a_reader_may_read_is_no_fault(data: bytes, form: str) -> None:
    assert list(form_faults(data, form)) == []


@pytest.mark.parametrize("way", MUTATIONS, ids=lambda way: way.__name__)
def test_every_way_changes_something(way: object) -> None:
    assert callable(way)
    data = next(one for one in SAMPLES if one.name == "un-traps.xml").data
    assert any(way(data, random.Random(seed)) != data for seed in range(5))
