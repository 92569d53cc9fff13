"""The worker process, for real: what it does, how it is stopped, and what it survives."""

import os
import shutil
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from exportdesk.core.editions import Edition
from exportdesk.core.errors import BadInput, ListRefused, StorageFault
from exportdesk.core.ids import SourceKey
from exportdesk.core.progress import Cancelled, Silent
from exportdesk.operations.import_list import ImportRequest
from exportdesk.operations.list_index import index_key
from exportdesk.operations.matched_lists import all_of
from exportdesk.screening import Screener
from exportdesk.storage.lists_db import ListsDb
from exportdesk.worker import ListWorker
from tests.lists.samples import DATA, TRAPS_JSON, envelope, records_of, small_catalogue, whole_list
from tests.sampling import by_name, sample

CSL = SourceKey("us-csl")
CATALOGUE = small_catalogue()
CHECKOUT = Path(__file__).parents[1]

pytestmark = pytest.mark.spawned


@pytest.fixture
def worker(tmp_path: Path) -> Iterator[ListWorker]:
    opened = ListWorker(
        tmp_path / "lists.db", tmp_path / "index", "America/New_York", catalogue=CATALOGUE
    )
    yield opened
    opened.close()
    assert opened.process_id is None


class Acting:
    """Progress that does something the first time a stage or a step comes."""

    def __init__(self, act: Callable[[], None], stage: str) -> None:
        self._act = act
        self._at = stage
        self._done = False
        self.stages: list[str] = []

    def stage(self, name: str) -> None:
        self.stages.append(name)

    def step(self, done: int, total: int | None = None) -> None:
        if self.stages and self.stages[-1] == self._at and not self._done:
            self._done = True
            self._act()


def stop() -> None:
    raise Cancelled


def in_force(tmp_path: Path) -> list[int]:
    db = ListsDb.open(tmp_path / "lists.db")
    assert db.db.execute("pragma integrity_check").fetchone() == ("ok",)
    listings = [edition.listings for edition in db.in_force()]
    assert sum(listings) == db.count()
    db.close()
    return listings


@pytest.fixture
def large(tmp_path: Path) -> ImportRequest:
    """Return the request for a list that takes long enough to be interrupted."""
    path = tmp_path / "large.json"
    stamp = "2026-11-19T10:15:00+00:00"
    path.write_bytes(
        envelope(records_of(whole_list(SDN=12_000, EL=6, NIL=1)), search_performed_at=stamp)
    )
    return ImportRequest(path, CSL)


def test_it_imports_and_the_index_is_ready(worker: ListWorker, tmp_path: Path) -> None:
    assert worker.process_id is None
    assert worker.prepare_index(Silent()) is None
    progress = Acting(lambda: None, "")
    edition = worker.import_file(ImportRequest(TRAPS_JSON, CSL), progress)
    assert edition.listings == 25
    assert edition.imported.zone == "America/New_York"
    assert progress.stages == ["list-reading", "list-comparing", "building-index"]
    folder = tmp_path / "index" / index_key(all_of([edition]))
    assert worker.prepare_index(Silent()) == folder
    screener = Screener.load(folder)
    assert screener.listings == 25
    screener.close()
    assert worker.process_id not in (None, os.getpid())


def test_several_files_make_one_index(worker: ListWorker, tmp_path: Path) -> None:
    progress = Acting(lambda: None, "")
    damaged = tmp_path / "damaged.xml"
    damaged.write_bytes(b"<html>")
    requests = [
        ImportRequest(TRAPS_JSON, CSL),
        ImportRequest(damaged, SourceKey("un-sc")),
        ImportRequest(DATA / "ca-traps.xml", SourceKey("ca-sema")),
    ]
    csl, refused, canada = worker.import_files(requests, progress)
    assert isinstance(csl, Edition)
    assert isinstance(canada, Edition)
    assert isinstance(refused, ListRefused)
    assert progress.stages.count("building-index") == 1
    assert [path.name for path in (tmp_path / "index").iterdir()] == [
        index_key(all_of([csl, canada]))
    ]
    assert sorted(in_force(tmp_path)) == sorted([csl.listings, canada.listings])


def test_the_index_is_built_again_where_it_is_missing(worker: ListWorker, tmp_path: Path) -> None:
    edition = worker.import_file(ImportRequest(TRAPS_JSON, CSL), Silent())
    folder = tmp_path / "index" / index_key(all_of([edition]))
    folder.rename(tmp_path / "elsewhere")
    (tmp_path / "index" / "of an older list").mkdir()
    assert worker.prepare_index(Silent()) == folder
    assert [path.name for path in (tmp_path / "index").iterdir()] == [folder.name]


def test_a_lists_file_that_cannot_be_used_is_told(worker: ListWorker, tmp_path: Path) -> None:
    (tmp_path / "lists.db").write_bytes(b"not a database, and longer than its header" * 100)
    with pytest.raises(StorageFault) as caught:
        worker.prepare_index(Silent())
    assert caught.value.code == "database-damaged"


def test_refusals_come_home_whole(worker: ListWorker, tmp_path: Path) -> None:
    path = tmp_path / "list.json"
    path.write_bytes(envelope(records_of({"SDN": 3})))
    with pytest.raises(ListRefused) as caught:
        worker.import_file(ImportRequest(path, CSL), Silent())
    assert caught.value.code == "list-absent"
    assert caught.value.facts["overridable"] is True
    assert len(caught.value.facts["findings"]) == 10  # type: ignore[arg-type] # facts are object
    with pytest.raises(BadInput) as missing:
        worker.import_file(ImportRequest(tmp_path / "no", CSL), Silent())
    assert missing.value.code == "list-file-missing"
    with pytest.raises(BadInput):
        worker.import_file(ImportRequest(path, SourceKey("mars")), Silent())
    assert in_force(tmp_path) == []


@pytest.mark.parametrize("stage", sample(["building-index"], ["list-reading", "building-index"]))
def test_stopping_leaves_the_old_edition(
    worker: ListWorker, tmp_path: Path, large: ImportRequest, stage: str
) -> None:
    worker.import_file(ImportRequest(TRAPS_JSON, CSL), Silent())
    with pytest.raises(Cancelled):
        worker.import_file(large, Acting(stop, stage))
    assert in_force(tmp_path) == [25]
    assert worker.prepare_index(Silent()) is not None


def test_a_stop_that_comes_too_late_stops_nothing(worker: ListWorker, tmp_path: Path) -> None:
    worker.import_file(ImportRequest(TRAPS_JSON, CSL), Silent())
    process = worker.process_id
    pipe = worker._pipe  # what `_listen` sends when the work is done before it hears of the stop
    assert pipe is not None
    pipe.send("cancel")
    shutil.rmtree(tmp_path / "index")
    assert worker.prepare_index(Silent()) is not None
    assert worker.process_id == process


@pytest.mark.parametrize("stage", sample(["building-index"], ["list-reading", "building-index"]))
def test_a_killed_worker_leaves_the_old_edition(
    worker: ListWorker, tmp_path: Path, large: ImportRequest, stage: str
) -> None:
    worker.import_file(ImportRequest(TRAPS_JSON, CSL), Silent())

    def kill() -> None:
        assert worker.process_id is not None
        os.kill(worker.process_id, getattr(signal, "SIGKILL", signal.SIGTERM))

    with pytest.raises(StorageFault) as caught:
        worker.import_file(large, Acting(kill, stage))
    assert caught.value.code == "worker-died"
    assert in_force(tmp_path) == [25]
    assert worker.import_file(large, Silent()).listings > 12_000
    # What the dead one left unfinished is taken away later, in case somebody is at work on it.
    whole = [p for p in (tmp_path / "index").iterdir() if not p.name.startswith(".building-")]
    assert whole == [worker.prepare_index(Silent())]


def test_a_fault_in_the_progress_does_not_confuse_the_next_call(
    worker: ListWorker, large: ImportRequest
) -> None:
    def fail() -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        worker.import_file(large, Acting(fail, "list-reading"))
    assert worker.import_file(ImportRequest(TRAPS_JSON, CSL), Silent()).listings == 25


@by_name
def test_it_ends_when_there_is_nothing_to_do(tmp_path: Path) -> None:
    worker = ListWorker(
        tmp_path / "lists.db", tmp_path / "index", "UTC", catalogue=CATALOGUE, idle_seconds=0.2
    )
    worker.import_file(ImportRequest(TRAPS_JSON, CSL), Silent())
    first = worker.process_id
    assert first is not None
    patience = time.monotonic() + 10
    while worker.process_id is not None and time.monotonic() < patience:
        time.sleep(0.02)
    assert worker.process_id is None
    assert worker.prepare_index(Silent()) is not None
    assert worker.process_id is None  # what is ready needs nobody
    worker.import_file(ImportRequest(TRAPS_JSON, CSL), Silent())
    assert worker.process_id not in (None, first)
    worker.close()


def test_closing_is_prompt_and_for_good(
    worker: ListWorker, tmp_path: Path, large: ImportRequest
) -> None:
    worker.import_file(ImportRequest(TRAPS_JSON, CSL), Silent())
    process = worker.process_id
    assert process is not None
    worker.close()  # an idle one would stay for a minute
    assert os.name == "nt" or not _alive(process)
    with pytest.raises(Cancelled):
        worker.import_file(large, Silent())
    assert in_force(tmp_path) == [25]


@pytest.mark.skipif(os.name == "nt", reason="asks /proc and signals")
def test_it_goes_with_its_parent_and_knows_no_window(tmp_path: Path) -> None:
    script = tmp_path / "parent.py"
    script.write_text(
        textwrap.dedent(
            f"""
            import sys, time
            from pathlib import Path
            sys.path.insert(0, {str(CHECKOUT)!r})
            if __name__ == "__main__":
                from exportdesk.core.progress import Silent
                from exportdesk.core.ids import SourceKey
                from exportdesk.operations.import_list import ImportRequest
                from exportdesk.worker import ListWorker
                from tests.lists.samples import small_catalogue
                folder = Path({str(tmp_path)!r})
                worker = ListWorker(
                    folder / "lists.db", folder / "index", "UTC", catalogue=small_catalogue())
                worker.import_file(
                    ImportRequest(Path({str(TRAPS_JSON)!r}), SourceKey("us-csl")), Silent())
                print(worker.process_id, flush=True)
                time.sleep(60)
            """
        ),
        "utf-8",
    )
    with subprocess.Popen([sys.executable, str(script)], stdout=subprocess.PIPE) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        maps = Path(f"/proc/{child}/maps")
        if maps.exists():
            assert "Qt6" not in maps.read_text("utf-8")
            assert "PySide6" not in maps.read_text("utf-8")
        own = os.getpriority(os.PRIO_PROCESS, 0)
        assert os.getpriority(os.PRIO_PROCESS, child) == min(19, own + 5)
        parent.kill()
    patience = time.monotonic() + 10
    while _alive(child) and time.monotonic() < patience:
        time.sleep(0.05)
    assert not _alive(child)


def _alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    stat = Path(f"/proc/{process}/stat")
    return not (stat.exists() and ") Z " in stat.read_text("utf-8"))
