"""Work off the interface's thread: one runner, one thread, results home by one signal."""

import contextlib
import inspect
import time
import weakref
from collections.abc import Callable
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Signal
from typing_extensions import override

from exportdesk.core.errors import ExportDeskError
from exportdesk.core.progress import Cancelled, Progress
from exportdesk.core.refused import refused_by_system

T = TypeVar("T")
_THIN = 0.05  # seconds between two reports


@dataclass(frozen=True, slots=True)
class Step:
    """How far a job is: the code of its stage, and `done` of `total` (None: not known)."""

    stage: str
    done: int
    total: int | None

    @property
    def part(self) -> float | None:
        """The share done, 0 to 1; None where the whole is not known."""
        return min(1.0, self.done / self.total) if self.total else None


class _Weak:
    """A callback that does not keep its owner alive, and is not called on a deleted widget."""

    def __init__(self, call: Callable[..., object]) -> None:
        owner = getattr(call, "__self__", None)
        self._find: Callable[[], Callable[..., object] | None]
        if inspect.ismethod(call):
            self._find = weakref.WeakMethod(call)
        elif isinstance(owner, QObject):  # a method of Qt's own, such as `label.setText`
            alive, name = weakref.ref(owner), str(getattr(call, "__name__", ""))
            self._find = lambda: getattr(alive(), name, None)
        else:
            self._find = lambda: call

    def __call__(self, *arguments: object) -> None:
        call = self._find()
        owner = getattr(call, "__self__", None)
        if call is None or (isinstance(owner, QObject) and not shiboken6.isValid(owner)):
            return
        call(*arguments)


def _weak(call: Callable[..., object] | None) -> Callable[..., object]:
    return _nothing if call is None else _Weak(call)


def _nothing(*_arguments: object) -> None:
    return None


@dataclass(slots=True)
class _Answers:
    done: Callable[..., object]
    failed: Callable[..., object] | None
    cancelled: Callable[..., object]
    finished: Callable[..., object]
    progress: Callable[..., object]


class Job:
    """One piece of work under way. The page keeps it only to cancel it."""

    def __init__(self, runner: "JobRunner", answers: _Answers) -> None:
        self._runner = runner
        self._answers = answers
        self._stop = False
        self._deaf = False
        self._future: Future[None] | None = None

    @property
    def stopping(self) -> bool:
        """Whether it has been told to stop."""
        return self._stop

    def cancel(self) -> None:
        """Tell the work to stop; `cancelled` is called once it has (`done`, if it was quicker)."""
        self._stop = True
        if self._future is not None and self._future.cancel():
            self._runner.post(self, None, Cancelled())

    def abandon(self) -> None:
        """Tell the work to stop, and hear nothing more of it but a crash."""
        self._deaf = True
        self.cancel()


class _Reporter:
    """The `Progress` a job sees: on the job's thread, thinned out, the last step never lost."""

    def __init__(self, job: Job, report: Callable[[Job, Step], None]) -> None:
        self._job = job
        self._report = report
        self._stage = ""
        self._told = 0.0
        self._kept: Step | None = None

    def stage(self, name: str) -> None:
        """Begin the part called `name`."""
        self._stop_if_told()
        self.flush()
        self._stage = name
        self._tell(Step(name, 0, None))

    def step(self, done: int, total: int | None = None) -> None:
        """Report `done` of `total`, at most every 50 ms. Raises `Cancelled`."""
        self._stop_if_told()
        step = Step(self._stage, done, total)
        last = total is not None and done >= total
        if last or time.monotonic() - self._told >= _THIN:
            self._tell(step)
        else:
            self._kept = step

    def flush(self) -> None:
        """Report the step that was held back, if one was."""
        if self._kept is not None:
            self._tell(self._kept)

    def _tell(self, step: Step) -> None:
        self._told = time.monotonic()
        self._kept = None
        self._report(self._job, step)

    def _stop_if_told(self) -> None:
        if self._job.stopping:
            raise Cancelled


class Inline(Executor):
    """Runs work at once, on the calling thread: for tests."""

    @override
    def submit(self, fn: Callable[..., T], /, *args: Any, **kwargs: Any) -> "Future[T]":
        future: Future[T] = Future()
        future.set_running_or_notify_cancel()
        future.set_result(fn(*args, **kwargs))
        return future


class JobRunner(QObject):
    """Owns one worker thread; work is done in the order it was given."""

    idle = Signal()
    _returned = Signal(object, object, object)
    _stepped = Signal(object, object)

    def __init__(
        self,
        unhandled: Callable[[BaseException], object],
        *,
        trouble: Callable[[ExportDeskError], object] | None = None,
        executor: Executor | None = None,
        name: str = "job",
        parent: QObject | None = None,
    ) -> None:
        """`unhandled` gets what is a bug; `trouble` an error no `failed` was given for."""
        super().__init__(parent)
        self._unhandled = unhandled
        self._trouble = trouble
        self._executor = executor or ThreadPoolExecutor(1, thread_name_prefix=name)
        self._jobs: set[Job] = set()
        self._closed = False
        self._returned.connect(self._receive)
        self._stepped.connect(self._pass_on)

    @property
    def busy(self) -> bool:
        """Whether any work is under way or waiting."""
        return bool(self._jobs)

    def start(
        self,
        work: Callable[[Progress], T],
        *,
        done: Callable[[T], object] | None = None,
        failed: Callable[[ExportDeskError], object] | None = None,
        cancelled: Callable[[], object] | None = None,
        finished: Callable[[], object] | None = None,
        progress: Callable[[Step], object] | None = None,
    ) -> Job:
        """Do `work` on the worker thread; the rest is called on this one.

        `done` gets the result; `failed` an `ExportDeskError` (any other error is a bug and goes to
        the crash handler); `finished` is called in every case, last. Bound methods are held
        weakly and not called on a deleted widget.
        """
        if self._closed:
            raise RuntimeError("the window is closing: no new work")
        answers = _Answers(
            _weak(done),
            None if failed is None else _weak(failed),
            _weak(cancelled),
            _weak(finished),
            _weak(progress),
        )
        job = Job(self, answers)
        self._jobs.add(job)
        job._future = self._executor.submit(self._run, job, work)
        return job

    def post(self, job: Job, result: object, error: BaseException | None) -> None:
        """Bring a job's outcome home. Safe on any thread."""
        with contextlib.suppress(RuntimeError):  # the runner's Qt half is gone: nobody listens
            self._returned.emit(job, result, error)

    def cancel_all(self) -> None:
        """Tell everything under way or waiting to stop."""
        for job in tuple(self._jobs):
            job.cancel()

    def close(self) -> None:
        """Wait for the work under way, drop what waits, end the thread."""
        self._closed = True
        self._executor.shutdown(wait=True, cancel_futures=True)
        self._jobs.clear()

    def _run(self, job: Job, work: Callable[[Progress], object]) -> None:
        # On the worker thread: no widget, no model, only the signals.
        reporter = _Reporter(job, self._report)
        result: object = None
        error: BaseException | None = None
        try:
            result = work(reporter)
            reporter.flush()
        except Exception as caught:  # noqa: BLE001 - handed to the main thread
            error = refused_by_system(caught) or caught
        self.post(job, result, error)

    def _report(self, job: Job, step: Step) -> None:
        with contextlib.suppress(RuntimeError):
            self._stepped.emit(job, step)

    def _pass_on(self, job: Job, step: Step) -> None:
        if not job._deaf and job in self._jobs:
            job._answers.progress(step)

    def _receive(self, job: Job, result: object, error: BaseException | None) -> None:
        if job not in self._jobs:
            return
        self._jobs.discard(job)
        try:
            self._answer(job, result, error)
        finally:
            if not job._deaf:
                job._answers.finished()
            if not self._jobs:
                self.idle.emit()

    def _answer(self, job: Job, result: object, error: BaseException | None) -> None:
        answers = job._answers
        if error is not None and not isinstance(error, Cancelled | ExportDeskError):
            self._unhandled(error)
        elif job._deaf:
            return
        elif error is None:
            answers.done(result)
        elif isinstance(error, Cancelled):
            answers.cancelled()
        elif isinstance(error, ExportDeskError):
            answer = answers.failed or self._trouble or self._unhandled
            answer(error)


class Latest(Generic[T]):
    """Delivers only the newest of a kind of work: starting one drops those before it.

    For results while typing: what waits in the queue is taken out, what runs is told to stop,
    and its result, should it still come, is not delivered.
    """

    def __init__(self, runner: JobRunner) -> None:
        self._runner = runner
        self._job: Job | None = None

    def start(
        self,
        work: Callable[[Progress], T],
        *,
        done: Callable[[T], object] | None = None,
        failed: Callable[[ExportDeskError], object] | None = None,
        finished: Callable[[], object] | None = None,
        progress: Callable[[Step], object] | None = None,
    ) -> Job:
        """Do `work` in place of whatever was asked before."""
        self.drop()
        self._job = self._runner.start(
            work, done=done, failed=failed, finished=finished, progress=progress
        )
        return self._job

    def drop(self) -> None:
        """Forget what was asked."""
        if self._job is not None:
            self._job.abandon()
            self._job = None
