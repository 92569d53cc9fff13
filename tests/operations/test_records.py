"""Saving, deciding, verifying and writing out, on a real workspace with the demo's lists."""

import contextlib
import csv
import json
import shutil
import sqlite3
import threading
from collections.abc import Callable, Generator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from pypdf import PdfReader

from exportdesk.core.canonical import sha256_hex
from exportdesk.core.changes import Changes
from exportdesk.core.company import Company
from exportdesk.core.errors import BadInput, ListsMissing, ReadOnlyWorkspace, StorageFault
from exportdesk.core.ids import SourceKey
from exportdesk.core.parties import Party
from exportdesk.core.progress import Progress, Silent
from exportdesk.core.screenings import PartyResult, Verdict, screening_facts
from exportdesk.core.words import say
from exportdesk.operations.demo import demo_list_file, demo_next_list_file
from exportdesk.operations.demo_run import fill_demo
from exportdesk.operations.import_list import ImportRequest
from exportdesk.storage import opening
from exportdesk.storage.opening import copy_database, writing
from exportdesk.storage.workspace import Workspace
from exportdesk.wiring import Desk
from tests.fakes import FakeClock
from tests.importing import ImporterHere, expect_nothing


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Generator[Desk]:
    folder = tmp_path_factory.mktemp("demo")
    expect_nothing(folder)
    desk = Desk(folder, clock=FakeClock(), zone="America/New_York")
    fill_demo(desk, Silent())
    assert desk.screenings.get_ready(Silent())
    yield desk
    desk.close()


def decided(desk: Desk, result: PartyResult, verdict: Verdict, reason: str) -> PartyResult:
    first, *rest = result.matches
    first = replace(first, decision=desk.screenings.decision(verdict, reason))
    return replace(result, matches=(first, *rest))


def text_of(desk: Desk, pdf: bytes) -> str:
    path = desk.folder / "read-back.pdf"
    path.write_bytes(pdf)
    with path.open("rb") as file:
        return "\n".join(page.extract_text() for page in PdfReader(file).pages)


def test_a_screening_is_decided_saved_and_printed(demo: Desk) -> None:
    found = demo.screenings.screen(Party("Severny Impuls", country="RU"))
    assert found.matches
    clean = demo.screenings.screen(Party("Quiet Meadow Honey Farm"))
    assert clean.matches == ()
    result = decided(demo, found, Verdict.NOT_SAME, "Other city.\nAnother owner.")
    saved = demo.screenings.save([result, clean], reference=" PO-1 ")
    assert saved.changes == Changes.SCREENINGS | Changes.EVENTS
    assert demo.screenings.get(saved.screening.number) == saved.screening
    assert saved.screening.company == demo.company()
    text = text_of(demo, saved.paper)
    for told in (
        saved.screening.number,
        "Northfield Instruments, Inc.",
        "Dana Whitfield",
        "PO-1",
        "Severny Impuls",
        "Other city.",
        saved.screening.head.hash,
        saved.screening.editions[0].sha256,
        "New York (UTC-05:00)",
    ):
        assert told in text.replace("\n", " ") or told in text.replace("\n", ""), told
    assert "No possible match found" in text
    assert "cleared" not in text.lower()
    said = " ".join(text.split())
    _other, _, within = said.partition("Not used separately (they are part of the lists above): ")
    assert within.startswith("OFAC")  # its lists are in the consolidated one, that was used
    assert "Not used: " in said
    assert "OFAC" not in said.partition("Not used: ")[2].partition("Not used separately")[0]
    (one,) = saved.screening.editions  # nobody is on a list that may vanish
    known = demo.lists.catalogue.source(SourceKey("us-ofac-cons")).lists
    counts = {listed.code: 0 if listed.optional else 1 for listed in known}
    again = replace(saved.screening, editions=(replace(one, counts={**one.counts, **counts}),))
    said = " ".join(text_of(demo, demo.draw_record(again)).split())
    assert "OFAC Consolidated" in said.partition("Not used separately")[2]
    assert "OFAC Consolidated" not in said.partition("Not used separately")[0]
    gone = {next(listed.code for listed in known if not listed.optional): 0}
    part = replace(one, counts={**one.counts, **counts, **gone})
    again = replace(saved.screening, editions=(part,))
    said = " ".join(text_of(demo, demo.draw_record(again)).split())
    assert "OFAC Consolidated" in said.partition("hold them, which is in part: ")[2]  # as the page
    assert "OFAC Consolidated" not in said.partition("hold them, which is in part: ")[0]
    alone = replace(one, source=SourceKey("us-ofac-sdn"))  # the consolidated one is off
    again = replace(saved.screening, editions=(alone,))
    said = " ".join(text_of(demo, demo.draw_record(again)).split())
    assert "Not used: Consolidated Screening List" in said
    assert "they are part of the lists above" not in said


def test_the_paper_stays_what_it_was_when_the_company_changes(demo: Desk) -> None:
    saved = demo.screenings.save([demo.screenings.screen(Party("Quiet Meadow Honey Farm"))])
    company = demo.company()
    demo.profile.save_company(Company(name="Another Name LLC"))
    assert demo.screenings.paper(saved.screening.number) == saved.paper
    demo.profile.save_company(company)


def test_a_lost_paper_that_was_never_filed_is_made_from_what_was_stored(demo: Desk) -> None:
    saved = demo.screenings.save([demo.screenings.screen(Party("Quiet Meadow Honey Farm"))])
    workspace = demo.workspace()
    (paper,) = workspace.attachments.papers(saved.screening.number)
    workspace.db.execute("delete from papers where subject = ?", (saved.screening.number,))
    workspace.attachments.path(paper.sha256).unlink()
    assert demo.screenings.paper(saved.screening.number) == saved.paper


def test_a_screening_whose_paper_cannot_be_kept_is_saved_and_says_so(demo: Desk) -> None:
    attachments, aside = demo.folder / "attachments", demo.folder / "aside"
    result = demo.screenings.screen(Party("Quiet Meadow Honey Farm"))
    attachments.mkdir(exist_ok=True)  # no paper may have been kept yet
    attachments.rename(aside)
    attachments.write_text("no folder", encoding="utf-8")
    try:
        with pytest.raises(StorageFault) as caught:
            demo.screenings.save([result])
    finally:
        attachments.unlink()
        aside.rename(attachments)
    assert caught.value.code == "paper-not-made"
    number = str(caught.value.facts["number"])
    assert number in say(caught.value)
    assert demo.screenings.get(number).parties == (result,)
    assert demo.screenings.paper(number).startswith(b"%PDF-")


@pytest.mark.parametrize("reason", ["", "  \n "])
def test_a_decision_needs_a_reason(demo: Desk, reason: str) -> None:
    with pytest.raises(BadInput) as caught:
        demo.screenings.decision(Verdict.SAME, reason)
    assert caught.value.code == "reason-missing"


def test_what_cannot_be_screened_or_saved_says_so(demo: Desk, tmp_path: Path) -> None:
    with pytest.raises(BadInput):
        demo.screenings.screen(Party(" "))
    with pytest.raises(BadInput):
        demo.screenings.save([])
    with pytest.raises(BadInput):
        demo.screenings.get("S-1999-0001")
    empty = Desk(tmp_path, clock=FakeClock(), zone="UTC")
    try:
        assert not empty.screenings.get_ready(Silent())
        with pytest.raises(ListsMissing):
            empty.screenings.screen(Party("Acme"))
        with pytest.raises(ListsMissing):
            empty.screenings.save([PartyResult(Party("Acme"))])
    finally:
        empty.close()


def test_an_index_that_cannot_be_read_is_built_anew(demo: Desk) -> None:
    ready = demo.lists.prepare_index(Silent())
    assert ready is not None
    for file in ready.folder.iterdir():
        file.write_bytes(b"")
    assert demo.screenings.get_ready(Silent())
    assert demo.screenings.screen(Party("Severny Impuls")).matches


def test_records_verify_and_every_tampering_shows(demo: Desk) -> None:
    saved = demo.screenings.save([demo.screenings.screen(Party("Severny Impuls"))])
    number = saved.screening.number
    sound = demo.records.verify()
    assert sound.sound
    assert sound.papers == sound.screenings > 0
    assert demo.records.verify(f" {saved.screening.head.hash.upper()} ").sound
    assert demo.records.verify("0123").known is False
    paper = demo.workspace().attachments.papers(number)[0]
    path = demo.workspace().attachments.path(paper.sha256)
    path.write_bytes(saved.paper + b" ")
    db = sqlite3.connect(demo.folder / "workspace.db")
    db.execute("update screenings set operator = 'Eve' where number = ?", (number,))
    db.commit()
    codes = {code for code, _facts in demo.records.verify().faults}
    assert codes == {"attachment-altered", "screening-altered"}
    db.execute("update screenings set operator = ? where number = ?", ("Dana Whitfield", number))
    db.commit()
    db.close()
    path.write_bytes(saved.paper)
    assert demo.records.verify().sound


def _forged_save(folder: Path, number: str) -> None:
    """Change a screening, and have the chain tell of the change as if it had been the save."""
    other = Workspace.open(folder)
    with writing(other.db):
        other.db.execute("update screenings set reference = 'forged' where number = ?", (number,))
        forged = other.screenings.get(number)
        assert forged is not None
        head = other.events.append(
            "screening_saved", number, screening_facts(forged), at=forged.at.utc_text, actor="Eve"
        )
        other.db.execute(
            "update screenings set head_count = ?, head_hash = ? where number = ?",
            (head.count, head.hash, number),
        )
    other.close()


def _forged_paper(folder: Path, number: str) -> None:
    """Put another paper in the place of the one that was made."""
    other = Workspace.open(folder)
    with writing(other.db):
        other.db.execute(
            "update papers set sha256 = ? where subject = ?",
            (other.attachments.put(b"%PDF-1.7 forged"), number),
        )
    other.close()


@pytest.mark.parametrize(
    ("tampering", "code"),
    [
        ("screenings set company = replace(company, 'Northfield', 'X')", "screening-altered"),
        ("screening_matches set listing = replace(listing, 'Sever', 'X')", "screening-altered"),
        ("screening_matches set match = replace(match, 'same', 'other')", "screening-altered"),
        ("screening_matches set match = '{'", "screening-altered"),
        ("screenings set head_hash = 'f' || substr(head_hash, 2)", "screening-altered"),
        ("screenings set at = '2026-11-20'", "screening-altered"),
        ("papers set subject = 'S-1999-0001'", "attachment-missing"),
        ("event_payloads set payload = '{'", "event-payload-differs"),
        (_forged_save, "screening-altered"),
        (_forged_paper, "attachment-altered"),
    ],
)
def test_whatever_was_changed_behind_the_programs_back_shows(
    demo: Desk, tmp_path: Path, tampering: str | Callable[[Path, str], None], code: str
) -> None:
    saved = demo.screenings.save([demo.screenings.screen(Party("Severny Impuls"))])
    copy = tmp_path / "copy"
    shutil.copytree(demo.folder / "attachments", copy / "attachments")
    copy_database(demo.workspace().db, copy / "workspace.db")
    if callable(tampering):
        tampering(copy, saved.screening.number)
    else:
        with contextlib.closing(sqlite3.connect(copy / "workspace.db")) as db:
            db.execute(f"update {tampering}")
            db.commit()
    desk = Desk(copy, clock=FakeClock(), zone="UTC", read_only=True)
    try:
        assert code in {code for code, _facts in desk.records.verify().faults}
    finally:
        desk.close()


def test_records_are_written_out_with_a_manifest(demo: Desk, tmp_path: Path) -> None:
    result = demo.screenings.screen(Party("=Severny Impuls()"))
    saved = demo.screenings.save([decided(demo, result, Verdict.SAME, "+same address")])
    written = demo.records.export(tmp_path / "out", Silent(), first=date(2026, 11, 20))
    with (written.folder / "manifest.csv").open(encoding="utf-8", newline="") as file:
        manifest = list(csv.DictReader(file))
    assert len(manifest) == written.files - 1
    for row in manifest:
        assert sha256_hex((written.folder / row["file"]).read_bytes()) == row["sha256"]
    with (written.folder / "screenings.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["number"] == saved.screening.number]
    assert rows[0]["party"] == "'=Severny Impuls()"
    assert rows[0]["reason"] == "'+same address"
    events = (written.folder / "events.jsonl").read_text("utf-8").splitlines()
    assert json.loads(events[-1])["hash"] == demo.records.head().hash
    assert len(events) == demo.records.head().count == demo.records.events(10_000)[0].seq
    assert demo.records.export(tmp_path / "none", Silent(), last=date(2026, 11, 19)).screenings == 0


def test_a_paper_that_is_gone_is_left_out_of_the_export_and_told(
    demo: Desk, tmp_path: Path
) -> None:
    saved = demo.screenings.save([demo.screenings.screen(Party("Quiet Meadow Honey Farm"))])
    (paper,) = demo.workspace().attachments.papers(saved.screening.number)
    path = demo.workspace().attachments.path(paper.sha256)
    path.unlink()
    written = demo.records.export(tmp_path / "out", Silent())
    assert [code for code, _facts in written.faults] == ["attachment-missing"]
    assert (tmp_path / "out" / "manifest.csv").is_file()
    assert saved.screening.number in (tmp_path / "out" / "screenings.csv").read_text("utf-8-sig")
    path.write_bytes(saved.paper)


def test_a_read_only_desk_reads_and_never_writes(demo: Desk) -> None:
    reader = Desk(demo.folder, clock=FakeClock(), zone="UTC", read_only=True)
    try:
        assert reader.screenings.get_ready(Silent())
        result = reader.screenings.screen(Party("Severny Impuls"))
        assert result.matches
        for write in (
            lambda: reader.screenings.save([result]),
            lambda: reader.profile.save_company(Company(name="X")),
            lambda: reader.profile.save_settings(replace(reader.settings(), operator="X")),
        ):
            with pytest.raises(ReadOnlyWorkspace):
                write()
        assert reader.lists.catch_up() == Changes.NOTHING
        assert reader.records.verify().sound
    finally:
        reader.close()


def test_settings_out_of_range_are_refused(demo: Desk) -> None:
    settings = demo.settings()
    assert demo.profile.save_settings(settings) == Changes.NOTHING
    assert demo.profile.save_company(demo.company()) == Changes.NOTHING
    for bad in (replace(settings, list_age_limit_days=0), replace(settings, threshold=101.0)):
        with pytest.raises(BadInput):
            demo.profile.save_settings(bad)
    with pytest.raises(BadInput):
        demo.profile.save_company(Company(name=" "))
    demo.profile.save_settings(replace(settings, threshold=1.0))
    assert demo.screenings.threshold() == 1.0
    demo.profile.save_settings(settings)


def test_old_lists_are_told_everywhere(demo: Desk) -> None:
    assert demo.lists.status().state == "ok"
    late = Desk(demo.folder, clock=FakeClock(), zone="UTC")
    late.clock.advance(days=8)  # type: ignore[attr-defined] # the fake one
    try:
        status = late.lists.status()
        assert status.state == "warn"
        assert "8 days" in status.text
        assert late.lists.uses()[0].too_old
    finally:
        late.close()


def test_an_edition_that_no_event_tells_of_is_told_at_the_next_start(demo: Desk) -> None:
    workspace = demo.workspace()
    count = workspace.events.head().count
    workspace.db.execute("delete from editions")  # as if the program had been killed in between
    assert demo.lists.catch_up() == Changes.LISTS | Changes.EVENTS
    assert demo.lists.catch_up() == Changes.NOTHING
    assert workspace.events.head().count == count + 1
    assert workspace.events.newest(1)[0].kind == "list_imported"


def test_a_list_that_could_not_be_noted_is_in_force_and_noted_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "BUSY_SECONDS", 0.1)
    clock = FakeClock()
    desk = Desk(tmp_path, clock=clock, zone="UTC", importer=ImporterHere(tmp_path, clock))
    other = Workspace.open(tmp_path)
    request = ImportRequest(demo_list_file(), SourceKey("us-csl"))
    try:
        with writing(other.db), pytest.raises(StorageFault) as caught:
            desk.lists.import_file(request, Silent())
        assert caught.value.code == "list-not-noted"
        assert desk.lists.status().listings > 100
        assert desk.records.head().count == 0
        desk.lists.catch_up()
        assert desk.records.head().count == 1
    finally:
        other.close()
        desk.close()


def test_an_edition_is_noted_once_however_many_notice_it(tmp_path: Path) -> None:
    clock = FakeClock()
    importer = ImporterHere(tmp_path, clock)
    importer.import_file(ImportRequest(demo_list_file(), SourceKey("us-csl")), Silent())
    importer.import_file(ImportRequest(demo_next_list_file(), SourceKey("us-csl")), Silent())
    desks = [Desk(tmp_path, clock=clock, zone="UTC", importer=importer) for _ in range(4)]
    noting = [threading.Thread(target=desk.lists.catch_up) for desk in desks]
    try:
        for thread in noting:
            thread.start()
        for thread in noting:
            thread.join()
        noted = [event.kind for event in desks[0].records.events()]
        assert noted == ["list_imported", "list_imported"]
        assert len(desks[0].lists.editions(SourceKey("us-csl"))) == 2
    finally:
        for desk in desks:
            desk.close()


class _OfAnotherVersion(ImporterHere):
    """A worker process whose rules name indexes differently: the program was updated meanwhile."""

    def prepare_index(self, progress: Progress) -> Path | None:
        folder = super().prepare_index(progress)
        return folder and folder.with_name("another-version")


def test_a_worker_of_another_version_is_told_and_not_waited_for(tmp_path: Path) -> None:
    clock = FakeClock()
    importer = _OfAnotherVersion(tmp_path, clock)
    desk = Desk(tmp_path, clock=clock, zone="UTC", importer=importer)
    try:
        desk.lists.import_file(ImportRequest(demo_list_file(), SourceKey("us-csl")), Silent())
        with pytest.raises(StorageFault) as caught:
            desk.screenings.get_ready(Silent())
        assert caught.value.code == "program-changed"
    finally:
        desk.close()


def test_a_list_taken_all_the_same_is_told_with_the_reason_on_every_record(tmp_path: Path) -> None:
    clock = FakeClock()
    clock.advance(days=3)
    desk = Desk(tmp_path, clock=clock, zone="UTC", importer=ImporterHere(tmp_path, clock))
    try:
        newer = ImportRequest(demo_next_list_file(), SourceKey("us-csl"))
        desk.lists.import_file(newer, Silent())
        older = ImportRequest(
            demo_list_file(), SourceKey("us-csl"), override_reason="The newer one was cut"
        )
        desk.lists.import_file(older, Silent())
        assert desk.screenings.get_ready(Silent())
        saved = desk.screenings.save([desk.screenings.screen(Party("Quiet Meadow Honey Farm"))])
        assert "The newer one was cut" in text_of(desk, saved.paper).replace("\n", " ")
    finally:
        desk.close()
