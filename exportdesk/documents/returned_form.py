"""Reads returned PDFs, each within bounds of time and memory, in a process of its own.

What comes from outside may be damaged or made to do harm. The process that reads it can start
nothing, write nothing and reach no network, and is ended where it takes too long.
"""

import gc
import logging
import signal
import time
import warnings
from contextlib import suppress
from dataclasses import replace
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from threading import Lock

import msgspec

from exportdesk.core.bounded import OUT_OF_MEMORY, forbid_acting, limit_memory
from exportdesk.core.errors import BadInput, StorageFault
from exportdesk.core.processes import context, end
from exportdesk.core.returned_forms import ReturnedForm

MOST_BYTES = 50 * 1024 * 1024
MOST_MEMORY = 480 * 1024 * 1024
SECONDS = 3.5  # for one file
IDLE_SECONDS = 20.0
_START_SECONDS = 30.0  # on a machine that has other work
_MOST_ANSWER = 64 * 1024 * 1024


class ReturnedForms:
    """Reads PDFs one after the other. May be used by any thread; calls wait their turn."""

    def __init__(self, seconds: float = SECONDS) -> None:
        self._seconds = seconds
        self._process: BaseProcess | None = None
        self._pipe: Connection | None = None
        self._turn = Lock()

    @property
    def process_id(self) -> int | None:
        """The id of the process while there is one."""
        process = self._process
        return process.pid if process is not None else None

    def read(self, data: bytes) -> ReturnedForm:
        """Return what is in a PDF.

        Raises BadInput: returned-not-pdf, returned-damaged, returned-encrypted, returned-too-big,
        returned-too-long, returned-too-much-memory. Raises StorageFault where no process starts.
        """
        if len(data) > MOST_BYTES:
            raise BadInput("returned-too-big", most=MOST_BYTES // (1024 * 1024))
        with self._turn:
            return self._listen(self._begin(data))

    def start(self) -> None:
        """Start the process, so that the first file need not wait. Raises StorageFault."""
        with self._turn:
            self._reach()

    def close(self) -> None:
        """End the process."""
        with self._turn:
            self._end()

    def _begin(self, data: bytes) -> Connection:
        """Hand a file over, to a new process where the last one went for want of work.

        The time of the file is counted from here on: how long the start takes is not its doing.
        """
        for _ in range(2):
            pipe = self._reach()
            try:
                pipe.send_bytes(data)
                if _told(pipe) == b"begun":
                    return pipe
            except (EOFError, OSError):
                pass
            self._end()
        raise StorageFault("returned-no-process")

    def _listen(self, pipe: Connection) -> ReturnedForm:
        until = time.monotonic() + self._seconds
        known: ReturnedForm | None = None
        try:
            while pipe.poll(max(0.0, until - time.monotonic())):
                kind, _, body = pipe.recv_bytes(_MOST_ANSWER).partition(b"\n")
                if kind == b"refused" and known is not None:
                    return known  # it is the text on its pages that cannot be read
                if kind == b"refused":
                    raise BadInput(body.decode())
                known = msgspec.json.decode(body, type=ReturnedForm)
                if kind == b"done":
                    return known
        except (EOFError, OSError, msgspec.DecodeError) as error:
            process = self._process
            if process is not None:
                process.join(1)
            died = process.exitcode if process is not None else None
            self._end()
            if known is not None:
                return known
            code = "returned-too-much-memory" if died == OUT_OF_MEMORY else "returned-damaged"
            raise BadInput(code) from error
        self._end()
        if known is not None:
            return known
        raise BadInput("returned-too-long", seconds=round(self._seconds))

    def _reach(self) -> Connection:
        if self._pipe is not None and self._process is not None and self._process.is_alive():
            return self._pipe
        self._end()
        begins = context()
        near, far = begins.Pipe()
        self._process = begins.Process(
            target=work, args=(far,), name="exportdesk-returned", daemon=True
        )
        self._process.start()
        far.close()
        try:
            if _told(near) == b"ready":
                self._pipe = near
                return near
        except (EOFError, OSError):
            pass
        near.close()
        self._end()
        raise StorageFault("returned-no-process")

    def _end(self) -> None:
        pipe, self._pipe = self._pipe, None
        process, self._process = self._process, None
        if pipe is not None:
            pipe.close()
        if process is not None:
            if process.is_alive():
                process.kill()  # it may be deep in a file and hear nothing
            end(process)


def _told(pipe: Connection) -> bytes:
    return pipe.recv_bytes(16) if pipe.poll(_START_SECONDS) else b""


def read_returned(data: bytes) -> ReturnedForm:
    """Return what is in one PDF, as `ReturnedForms.read` does."""
    forms = ReturnedForms()
    try:
        return forms.read(data)
    finally:
        forms.close()


def work(pipe: Connection) -> None:
    """Read what comes through the pipe, until it closes or nothing comes for a while."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is the parent's
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    # Loaded before the bounds are set: loading writes what Python makes of a module.
    from exportdesk.documents.returned_reading import OpenedForm

    limit_memory(MOST_MEMORY)
    forbid_acting()
    with suppress(EOFError, OSError):
        pipe.send_bytes(b"ready")
        while pipe.poll(IDLE_SECONDS):
            data = pipe.recv_bytes()
            pipe.send_bytes(b"begun")
            _answer(pipe, data, OpenedForm)
            del data
            gc.collect()
    pipe.close()


def _answer(pipe: Connection, data: bytes, open_form) -> None:  # type: ignore[no-untyped-def] # the class, loaded by then
    try:
        opened = open_form(data)
        form: ReturnedForm = opened.form()
        pipe.send_bytes(b"so far\n" + msgspec.json.encode(form))
        if not form.codes:
            form = replace(form, codes=opened.written_codes())
            pipe.send_bytes(b"so far\n" + msgspec.json.encode(form))
        form = replace(form, printed=opened.printed(), is_whole=True)
        answer = b"done\n" + msgspec.json.encode(form)
    except BadInput as error:
        answer = b"refused\n" + error.code.encode()
    except MemoryError:
        answer = b"refused\nreturned-too-much-memory"
    except Exception:  # noqa: BLE001 - a damaged file may break the reader anywhere
        answer = b"refused\nreturned-damaged"
    pipe.send_bytes(answer)
