"""Importing a list file: all of it or nothing, and what the edition says."""

import os
import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from exportdesk.core.editions import Edition
from exportdesk.core.errors import BadInput, ListRefused, StorageFault
from exportdesk.core.ids import SourceKey
from exportdesk.core.progress import Cancelled, Progress, Silent
from exportdesk.lists import formats, load_catalogue
from exportdesk.operations.import_list import ImportRequest, import_edition
from exportdesk.storage.lists_db import ListsDb
from tests.fakes import FakeClock
from tests.lists.samples import (
    TRAPS_CSV,
    TRAPS_JSON,
    Stopping,
    country_code,
    envelope,
    records_of,
    us_csl,
    whole_list,
)
from tests.real import real
from tests.sampling import by_name

CSL = SourceKey("us-csl")


@pytest.fixture
def db(tmp_path: Path) -> Iterator[ListsDb]:
    opened = ListsDb.open(tmp_path / "desk" / "lists.db")
    yield opened
    opened.close()


def take(
    db: ListsDb, path: Path, *, progress: Progress | None = None, override: str = "", **more: object
) -> Edition:
    return import_edition(
        db,
        ImportRequest(path, CSL, override_reason=override, **more),  # type: ignore[arg-type] # fields by name
        progress or Silent(),
        FakeClock(),
        source=us_csl(),
        country_code=country_code,
    )


def file_of(tmp_path: Path, counts: Mapping[str, int], day: int = 18) -> Path:
    path = tmp_path / "consolidated.json"
    stamp = f"2026-11-{day:02d}T10:15:00+00:00"
    path.write_bytes(envelope(records_of(counts), search_performed_at=stamp))
    return path


def codes(edition: Edition) -> list[str]:
    return [finding.code for finding in edition.findings]


def refused(db: ListsDb, path: Path, **more: object) -> ListRefused:
    before = (db.in_force(), db.count())
    with pytest.raises(ListRefused) as caught:
        take(db, path, **more)  # type: ignore[arg-type] # fields by name
    assert (db.in_force(), db.count()) == before
    return caught.value


def test_an_edition_says_what_came_in(db: ListsDb) -> None:
    edition = take(db, TRAPS_JSON)
    assert db.in_force() == (edition,)
    assert (edition.read, edition.listings, edition.format) == (26, 25, "csl-json")
    assert edition.published == date(2026, 11, 18)
    assert not edition.published_said
    assert edition.size == TRAPS_JSON.stat().st_size
    assert edition.origin == str(TRAPS_JSON)
    assert edition.counts["EL"] == 4
    assert edition.added == 25
    assert [(s.reason, s.rows) for s in edition.skipped] == [("row-without-name", (26,))]
    assert sorted(codes(edition)) == ["list-rows-skipped", "list-unknown", "list-unknown"]
    assert edition.override_reason == ""
    assert db.count() == 25


def test_the_second_edition_says_what_changed(db: ListsDb, tmp_path: Path) -> None:
    take(db, file_of(tmp_path, whole_list(EL=5)))
    edition = take(db, file_of(tmp_path, whole_list(EL=4, SDN=4), day=19))
    assert (edition.added, edition.removed, edition.changed) == (2, 1, 0)
    assert codes(edition) == ["list-fell"]
    assert db.counts()["SDN"] == 4


def test_the_same_file_again_is_recognized(db: ListsDb) -> None:
    take(db, TRAPS_JSON)
    edition = take(db, TRAPS_JSON)
    assert "list-unchanged" in codes(edition)
    assert (edition.added, edition.removed, edition.changed) == (0, 0, 0)


def test_the_other_shape_keeps_every_uid(db: ListsDb) -> None:
    take(db, TRAPS_CSV)
    edition = take(db, TRAPS_JSON)
    assert (edition.added, edition.removed) == (0, 0)


def test_a_list_without_a_date_that_changed_nothing_has_that_of_the_edition_before(
    db: ListsDb,
) -> None:
    edition = take(db, TRAPS_JSON)
    again = take(db, TRAPS_CSV)
    assert again.carried, "only the form differs"
    assert (again.published, again.published_said) == (edition.published, False)
    assert again.dated_as_before, "it is said where the date comes from"
    assert "list-date-unknown" not in codes(again)
    later = take(db, TRAPS_CSV, published=date(2026, 11, 19))
    assert (later.id, later.published_said, later.dated_as_before) == (again.id, True, False)


def test_a_first_csv_cannot_be_verified_and_has_no_date(db: ListsDb) -> None:
    edition = take(db, TRAPS_CSV)
    assert {"completeness-unverified", "list-date-unknown"} <= set(codes(edition))
    assert edition.published is None
    edition = take(db, TRAPS_CSV, published=date(2026, 11, 17))
    assert (edition.published, edition.published_said) == (date(2026, 11, 17), True)
    assert "list-date-unknown" not in codes(edition)
    assert db.editions(CSL) == (edition,)  # the same file: its date is put right
    edition = take(db, TRAPS_CSV)
    assert "completeness-unverified" not in codes(edition)
    assert (edition.published, edition.published_said) == (date(2026, 11, 17), True)
    assert "list-date-unknown" not in codes(edition), "it was given for the same file"
    assert take(db, TRAPS_CSV, date_unknown=True).published is None
    assert take(db, TRAPS_CSV).published is None


def test_the_date_in_the_file_counts_more_than_what_is_said(db: ListsDb) -> None:
    edition = take(db, TRAPS_JSON, published=date(2020, 1, 1))
    assert (edition.published, edition.published_said) == (date(2026, 11, 18), False)


def test_a_fall_is_refused_unless_somebody_says_why(db: ListsDb, tmp_path: Path) -> None:
    take(db, file_of(tmp_path, whole_list(SDN=200)))
    path = file_of(tmp_path, whole_list(SDN=100), day=19)
    error = refused(db, path)
    assert error.facts["overridable"] is True
    assert (error.code, error.facts["before"], error.facts["now"]) == ("list-fell", 200, 100)
    edition = take(db, path, override=" The publisher moved half of it. ")
    assert codes(edition) == ["list-fell"]
    assert edition.override_reason == "The publisher moved half of it."
    assert db.counts()["SDN"] == 100


def test_a_reason_that_was_not_needed_is_not_kept(db: ListsDb, tmp_path: Path) -> None:
    assert take(db, file_of(tmp_path, whole_list()), override="Why not").override_reason == ""


def test_absent_and_older_lists_are_refused(db: ListsDb, tmp_path: Path) -> None:
    assert refused(db, file_of(tmp_path, {"SDN": 5})).code == "list-absent"
    take(db, file_of(tmp_path, whole_list()))
    assert refused(db, file_of(tmp_path, whole_list(), day=1)).code == "list-older"


def records_file(tmp_path: Path, records: list[dict[str, object]], day: int = 19) -> Path:
    path = tmp_path / "consolidated.json"
    stamp = f"2026-11-{day:02d}T10:15:00+00:00"
    path.write_bytes(envelope(records, search_performed_at=stamp))
    return path


def test_another_list_of_the_same_length_is_refused(db: ListsDb, tmp_path: Path) -> None:
    take(db, file_of(tmp_path, whole_list(EL=200)))
    others = records_of(whole_list(EL=200))
    for number, record in enumerate(r for r in others if str(r["name"]).startswith("EL ")):
        record["name"] = f"Quite another {number}"
    error = refused(db, records_file(tmp_path, others))
    assert (error.code, error.facts["gone"], error.facts["list"]) == ("list-names-gone", 200, "EL")
    edition = take(db, records_file(tmp_path, others), override="The list was written anew.")
    assert codes(edition) == ["list-names-gone"]


def test_other_parties_under_the_same_numbers_are_refused(db: ListsDb, tmp_path: Path) -> None:
    records = records_of(whole_list(SDN=200))
    for record in records:
        record["entity_number"] = record["id"]
    take(db, records_file(tmp_path, records, 18))
    for record in records[:200]:
        record["name"] = f"Somebody else {record['id']}"
    assert refused(db, records_file(tmp_path, records)).code == "list-names-gone"


def test_new_numbers_for_the_same_parties_are_refused(db: ListsDb, tmp_path: Path) -> None:
    records = records_of(whole_list(SDN=200))
    for record in records:
        record["entity_number"] = record["id"]
    take(db, records_file(tmp_path, records, 18))
    for record in records[:200]:
        record["entity_number"] = f"7{record['id']}"
        record["name"] = ", ".join(reversed(str(record["name"]).upper().split()))
    assert refused(db, records_file(tmp_path, records)).code == "list-ids-gone"


def csv_of(tmp_path: Path, counts: Mapping[str, int], *, ending: str = "\n") -> Path:
    path = tmp_path / "list.csv"
    rows = ["_id,source,name,alt_names"]
    rows += [f'x,"{r["source"]}",{r["name"]},' for r in records_of(counts)]
    path.write_bytes("".join(row + ending for row in rows).encode())
    return path


def test_an_old_csv_is_known_again_though_nobody_knows_its_date(
    db: ListsDb, tmp_path: Path
) -> None:
    take(db, csv_of(tmp_path, whole_list(SDN=10)))
    take(db, csv_of(tmp_path, whole_list(SDN=11)))
    take(db, csv_of(tmp_path, whole_list(SDN=12, EL=3)))
    for said in (None, date(2026, 11, 20)):
        # Not the same bytes: what counts is what it holds.
        old = csv_of(tmp_path, whole_list(SDN=10), ending="\r\n")
        error = refused(db, old, published=said)
        assert (error.code, error.facts["overridable"]) == ("list-superseded", True)
    assert refused(db, csv_of(tmp_path, whole_list(SDN=11))).code == "list-superseded"
    edition = take(db, csv_of(tmp_path, whole_list(SDN=12, EL=3)))
    assert "list-superseded" not in codes(edition)
    assert "list-unchanged" in codes(edition)
    # As many, but not the same: that is a new one.
    take(db, csv_of(tmp_path, whole_list(SDN=12, EL=2, DPL=3)), published=date(2026, 11, 17))
    same = csv_of(tmp_path, whole_list(SDN=12, EL=2, DPL=3), ending="\r\n")
    assert take(db, same).published == date(2026, 11, 17), "other bytes, the same parties"
    assert take(db, csv_of(tmp_path, whole_list(SDN=13))).published is None
    old = csv_of(tmp_path, whole_list(SDN=12, EL=2, DPL=3))
    assert refused(db, old).code == "list-superseded"
    assert take(db, old, override="Taken back.").published == date(2026, 11, 17)


def test_a_newer_file_may_take_something_back(db: ListsDb, tmp_path: Path) -> None:
    take(db, file_of(tmp_path, whole_list(EL=5)))
    take(db, file_of(tmp_path, whole_list(EL=6), day=19))
    edition = take(db, file_of(tmp_path, whole_list(EL=5), day=20))
    assert (codes(edition), edition.removed) == (["list-fell"], 1)


def test_many_rows_out_of_shape_are_refused(db: ListsDb, tmp_path: Path) -> None:
    path = csv_of(tmp_path, whole_list(SDN=100))
    lines = path.read_text("utf-8").splitlines()
    path.write_text("\n".join([*lines, *(f"{line},x" for line in lines[1:13])]) + "\n", "utf-8")
    assert refused(db, path).code == "list-misshapen"


def test_no_reason_takes_a_broken_file(db: ListsDb, tmp_path: Path) -> None:
    path = tmp_path / "list.json"
    for data in (b"", b"<html>", TRAPS_JSON.read_bytes()[:-9], envelope([])):
        path.write_bytes(data)
        assert refused(db, path, override="I want it").facts["overridable"] is False


def test_a_cut_in_a_csv_is_noticed_while_reading(db: ListsDb, tmp_path: Path) -> None:
    take(db, TRAPS_CSV)
    path = tmp_path / "list.csv"
    path.write_bytes(TRAPS_CSV.read_bytes()[:-700])
    assert refused(db, path).code == "list-truncated"


def test_a_missing_file(db: ListsDb, tmp_path: Path) -> None:
    with pytest.raises(BadInput):
        take(db, tmp_path / "no")


STAGES = ["list-reading", "list-comparing"]


def test_progress_names_its_stages(db: ListsDb) -> None:
    progress = Stopping(lambda _stage, _done: False)
    take(db, TRAPS_JSON, progress=progress)
    assert progress.stages == STAGES


def test_it_can_be_stopped_at_any_step(db: ListsDb, tmp_path: Path) -> None:
    first = take(db, file_of(tmp_path, whole_list(SDN=1000)))
    path = file_of(tmp_path, whole_list(SDN=1500), day=19)
    whole = Stopping(lambda _stage, _done: False)
    elsewhere = ListsDb.open(tmp_path / "other.db")
    take(elsewhere, path, progress=whole)
    elsewhere.close()
    assert whole.steps > 8
    for last in range(1, whole.steps + 1):
        with pytest.raises(Cancelled):
            take(db, path, progress=_stopped_after(last))
        assert db.in_force() == (first,)
        assert db.count() == first.listings


def _stopped_after(steps: int) -> Stopping:
    progress = Stopping(lambda _stage, _done: progress.steps >= steps)
    return progress


def test_what_must_be_ready_with_it_sees_the_new_edition(db: ListsDb) -> None:
    seen: list[int] = []

    def fail() -> None:
        seen.append(db.count())
        raise StorageFault("disk-full", folder="x")

    with pytest.raises(StorageFault):
        import_edition(
            db,
            ImportRequest(TRAPS_JSON, CSL),
            Silent(),
            FakeClock(),
            source=us_csl(),
            country_code=country_code,
            before_keeping=fail,
        )
    assert seen == [25]
    assert db.in_force() == ()
    assert db.count() == 0


def test_a_full_disk_changes_nothing(db: ListsDb, tmp_path: Path) -> None:
    take(db, TRAPS_JSON)
    (pages,) = db.db.execute("pragma page_count").fetchone()
    db.db.execute(f"pragma max_page_count = {pages + 4}")
    with pytest.raises(StorageFault) as caught:
        take(db, file_of(tmp_path, whole_list(SDN=3000), day=19))
    assert caught.value.code == "disk-full"
    assert db.count() == 25


def test_a_file_that_another_program_writes_is_waited_for_in_vain(
    db: ListsDb, monkeypatch: pytest.MonkeyPatch
) -> None:
    db.db.execute("pragma busy_timeout = 50")
    other = sqlite3.connect(db.path, isolation_level=None)
    other.execute("begin immediate")
    with pytest.raises(StorageFault) as caught:
        take(db, TRAPS_JSON)
    assert caught.value.code == "database-busy"
    other.close()


@pytest.mark.skipif(
    os.name == "nt" or (hasattr(os, "geteuid") and os.geteuid() == 0),
    reason="nothing is read-only for this user",
)
def test_a_read_only_folder(tmp_path: Path) -> None:
    folder = tmp_path / "locked"
    folder.mkdir(mode=0o500)
    with pytest.raises(StorageFault) as caught:
        ListsDb.open(folder / "lists.db")
    assert caught.value.code in {"folder-read-only", "database-unusable"}


@by_name
@pytest.mark.real_lists
@pytest.mark.parametrize(
    ("name", "listings"),
    [
        # Those of 2026 are taken in whole in the test of what the catalogue expects.
        ("consolidated.2022-05-16.csv.gz", 14_160),
    ],
)
def test_the_real_files_come_in_whole(db: ListsDb, name: str, listings: int) -> None:
    edition = take(db, real(f"lists/us-csl/{name}"))
    assert edition.listings + sum(s.count for s in edition.skipped) == edition.read == listings
    assert db.count() == listings


@pytest.mark.real_lists
def test_samples_of_real_files_are_not_whole_lists(db: ListsDb) -> None:
    for name in ("consolidated.sample-2025-06.csv", "consolidated.json-shape-sample.json"):
        path = real(f"lists/us-csl/{name}")
        error = refused(db, path)
        assert (error.code, error.facts["overridable"]) == ("list-absent", True)
    assert take(db, path, override="A sample").listings == 3


@pytest.mark.real_lists
@by_name
def test_the_real_list_meets_what_the_catalogue_expects_and_is_judged_name_by_name(
    db: ListsDb,
) -> None:
    source = load_catalogue().source("us-csl")

    def taken(name: str, override: str = "") -> list[str]:
        path = real(f"lists/us-csl/consolidated.{name}.gz")
        request = ImportRequest(path, CSL, override_reason=override)
        edition = import_edition(
            db, request, Silent(), FakeClock(), source=source, country_code=country_code
        )
        assert edition.listings + sum(s.count for s in edition.skipped) == edition.read == 25_921
        assert db.count() == 25_921
        return codes(edition)

    with pytest.raises(ListRefused) as caught:
        taken("2022-05-16.csv")  # four years older than the catalogue
    assert caught.value.code == "list-below-expected"
    assert taken("rebuilt-2026-07-31.csv") == ["completeness-unverified", "list-date-unknown"]
    # The other shape holds the same parties under the same uids, in other words.
    assert taken("rebuilt-2026-07-31.json") == []
    with pytest.raises(ListRefused) as caught:
        taken("rebuilt-2026-07-31.csv")
    assert caught.value.code == "list-superseded"


def test_another_form_of_the_same_list_changes_nobody(
    db: ListsDb, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = take(db, TRAPS_CSV)
    assert (first.format, first.reader, first.carried) == ("csl-csv", 1, 0)
    edition = take(db, TRAPS_JSON)
    # The JSON takes addresses apart that are one text in the CSV.
    assert edition.carried > 0
    assert edition.changed == 0
    newer = tuple(
        replace(known, version=2) if known.name == "csl-json" else known
        for known in formats.FORMATS
    )
    monkeypatch.setattr(formats, "FORMATS", newer)
    again = take(db, TRAPS_JSON)
    assert (again.reader, again.carried, again.changed) == (2, 0, 0)
