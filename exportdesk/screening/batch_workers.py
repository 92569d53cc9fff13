"""Short-lived processes that screen: each loads the saved index and answers chunk after chunk.

Values cross the pipes: a chunk of parties there, their answers back. A worker is handed a chunk
only when it has answered the one before, so that never both ends wait for the other to read.
"""

import gc
import traceback
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from types import TracebackType
from typing import Any, Protocol, TypeVar, cast

from exportdesk.core.errors import ExportDeskError, StorageFault
from exportdesk.core.ids import ListingUid
from exportdesk.core.matches import Match
from exportdesk.core.parties import Party
from exportdesk.core.processes import context, end, step_back
from exportdesk.screening.screener import Screener

Ranking = tuple[tuple[ListingUid, float], ...]

_LISTEN_SECONDS = 0.05
_PARTING_SECONDS = 2.0


class ScreeningFailed(Exception):
    """A bug in a worker process, with the traceback it had there."""


Asked = TypeVar("Asked")
Answer = TypeVar("Answer")
_Asked = TypeVar("_Asked", contravariant=True)
_Answer = TypeVar("_Answer", covariant=True)


class Request(Protocol[_Asked, _Answer]):
    """What is asked of the parties of a batch, and of which index; it crosses a pipe itself."""

    @property
    def folder(self) -> Path:
        """The index."""
        ...

    def begin(self, screener: Screener) -> Callable[[Sequence[_Asked]], Sequence[_Answer]]:
        """Return what answers, some dozens of parties at a time."""
        ...


@dataclass(frozen=True, slots=True)
class Matches:
    """Asks for the possible matches of a party, with their reasons."""

    folder: Path
    limit: int
    min_score: float

    def begin(self, screener: Screener) -> Callable[[Sequence[Party]], list[tuple[Match, ...]]]:
        """Return what answers."""
        return partial(each, partial(screener.screen, limit=self.limit, min_score=self.min_score))


@dataclass(frozen=True, slots=True)
class Rankings:
    """Asks for uids and scores only."""

    folder: Path
    limit: int
    min_score: float

    def begin(self, screener: Screener) -> Callable[[Sequence[Party]], list[Ranking]]:
        """Return what answers."""
        return partial(each, partial(screener.rank, limit=self.limit, min_score=self.min_score))


def each(answer: Callable[[Asked], Answer], asked: Sequence[Asked]) -> list[Answer]:
    """Return the answer to each, one after the other."""
    return [answer(one) for one in asked]


class Crew:
    """Several worker processes, there as long as the `with` block. Leaving it ends them all.

    They begin by loading the index in `folder`, so that one who is still about to read what is to
    be asked loses nothing by starting them. One crew is asked once.
    """

    def __init__(self, folder: Path, count: int) -> None:
        self._folder = folder
        self.count = count
        self._workers: dict[Connection, BaseProcess] = {}

    def __enter__(self) -> "Crew":
        method = context()
        try:
            for number in range(self.count):
                near, far = method.Pipe()
                process = method.Process(
                    target=work,
                    args=(far, self._folder),
                    name=f"exportdesk-screening-{number + 1}",
                    daemon=True,
                )
                process.start()
                far.close()
                self._workers[near] = process
        except BaseException:
            self._end(at_once=True)
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._end(at_once=kind is not None)

    @property
    def process_ids(self) -> list[int]:
        """The ids of the processes."""
        return [process.pid for process in self._workers.values() if process.pid is not None]

    def screen(
        self,
        request: Request[Asked, Answer],
        chunks: Sequence[Sequence[Asked]],
        step: Callable[[int], None],
    ) -> list[Answer]:
        """Return the answers to each chunk; `step` hears how many parties are done, and may raise.

        Raises StorageFault("worker-died") where a process ends before its work, and what a worker
        raised.
        """
        found: list[list[Answer]] = [[] for _chunk in chunks]
        # Every other process begins at the end: where parties stand in order of what is to be done
        # with them, each has what it needs for its own kind, and remembers words of its own.
        waiting = deque(range(len(chunks)))
        at_end = {pipe for at, pipe in enumerate(self._workers) if at % 2}
        done = answered = 0
        while answered < len(chunks):
            for ready in wait(list(self._workers), _LISTEN_SECONDS):
                pipe = cast(Connection, ready)  # on Windows it is one of another class
                number, answers = self._hear(pipe)
                if number is not None:
                    found[number] = answers
                    answered += 1
                    done += len(chunks[number])
                elif waiting:
                    self._hand(pipe, request)
                if waiting:
                    number = waiting.pop() if pipe in at_end else waiting.popleft()
                    self._hand(pipe, (number, chunks[number]))
            step(done)
        return [answer for answers in found for answer in answers]

    def _hear(self, pipe: Connection) -> tuple[int | None, list[Any]]:
        """Return the number of the chunk that was answered, None for a worker that has begun."""
        try:
            told: tuple[Any, ...] = pipe.recv()
        except (EOFError, OSError) as error:
            raise StorageFault("worker-died") from error
        if told[0] == "failed":
            raise told[1]
        return told[1], told[2]

    def _hand(self, pipe: Connection, value: object) -> None:
        try:
            pipe.send(value)
        except OSError as error:
            raise StorageFault("worker-died") from error

    def _end(self, *, at_once: bool) -> None:
        for pipe in self._workers:
            pipe.close()
        for process in self._workers.values():
            if not at_once:
                process.join(_PARTING_SECONDS)  # with its pipe closed it goes by itself
            end(process)
        self._workers.clear()


def work(pipe: Connection, folder: Path) -> None:
    """Load the index, hear what is asked, answer chunk after chunk until the pipe closes."""
    step_back()
    # Small values without a cycle among them, in a process that lives for seconds.
    gc.disable()
    with suppress(EOFError, OSError, KeyboardInterrupt):
        try:
            screener = Screener.load(folder)
            pipe.send(("begun", None, []))
            request: Request[Any, Any] = pipe.recv()
            answer = request.begin(screener)
            while True:
                number, parties = pipe.recv()
                pipe.send(("answered", number, answer(parties)))
        except ExportDeskError as error:
            pipe.send(("failed", error))
        except (EOFError, BrokenPipeError):
            pass  # the parent is done, or gone
        except Exception as error:  # noqa: BLE001 - handed to the parent, whose crash handler shows it
            pipe.send(("failed", ScreeningFailed("".join(traceback.format_exception(error)))))
    pipe.close()
