"""Damages list files in twenty thousand ways and looks at what the program makes of each.

    python3 dev.py campaign mutations [--seed N] [--samples 20000] [--full 200] [--only NUMBER]
        [--processes N]

Each is read as a first edition and as the next one after the undamaged file, in a process of its
own that has limits. It must be refused with a sentence or taken with everything in it: no crash,
no hang, no more than a gigabyte, and never taken as good where the file's own check value, the
count the catalogue expects or the edition before shows that something is lost.
"""

import argparse
import multiprocessing
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path

from tests.lists.damage import damaged
from tests.lists.damaged_judging import MOST_MEMORY, Judge, Outcome
from tests.lists.damaged_samples import SMALL, Sample, made_up_samples, real_samples, short_samples

SECONDS_SMALL, SECONDS_FULL = 5.0, 30.0
_PATIENCE = 8  # times the limit on the clock, before the process is killed: others work here too


@dataclass(frozen=True, slots=True)
class Task:
    """One damaged file: which sample, and the seed of its dice."""

    sample: int
    seed: str
    full: bool

    @property
    def limit(self) -> float:
        """How many seconds of the processor it may take."""
        return SECONDS_FULL if self.full else SECONDS_SMALL


@dataclass(slots=True)
class Tally:
    """What came of all of them."""

    faults: list[str] = field(default_factory=list)
    ends: Counter[str] = field(default_factory=Counter)
    ways: Counter[tuple[str, str]] = field(default_factory=Counter)
    slowest: tuple[float, str] = (0.0, "")
    largest: tuple[int, str] = (0, "")

    def add(self, task: Task, name: str, way: str, outcome: Outcome) -> None:
        """Count one."""
        said = f"{name}, seed {task.seed}, {way}"
        self.ends[outcome.next] += 1
        self.ways[way.partition("+")[0], "taken" if outcome.next == "taken" else "refused"] += 1
        self.slowest = max(self.slowest, (outcome.seconds, said))
        self.largest = max(self.largest, (outcome.megabytes, said))
        self.faults += [f"{said}: {fault}" for fault in outcome.faults]


def main() -> int:
    """Run the campaign; 1 where anything was found."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--seed", type=int, default=1)
    ask.add_argument("--samples", type=int, default=20_000)
    ask.add_argument("--full", type=int, default=200)
    ask.add_argument("--processes", type=int, default=0, help="as many as processors unless told")
    ask.add_argument("--only", default="", help="the seed of a single one, as it was told")
    ask.add_argument("--keep", type=Path, help="a folder for the files that anything is wrong with")
    args = ask.parse_args()
    samples = all_samples()
    tasks = [one for one in tasks_of(samples, args) if not args.only or one.seed == args.only]
    tally = Tally()
    begun = time.monotonic()
    done = run(samples, tasks, args.processes)
    for number, (task, way, outcome) in enumerate(done, start=1):
        sample = samples[task.sample]
        tally.add(task, sample.name, way, outcome)
        if outcome.faults:
            sys.stdout.write(f"\n{sample.name}, seed {task.seed}, {way}: {outcome.faults}\n")
            if args.keep:
                args.keep.mkdir(parents=True, exist_ok=True)
                name = f"{task.seed.replace(':', '-')}-{sample.name}"
                (args.keep / name).write_bytes(damage_of(sample, task)[1])
        if number % 50 == 0 or number == len(tasks):
            sys.stdout.write(f"\r{number} of {len(tasks)}, {len(tally.faults)} faults ")
            sys.stdout.flush()
    report(tally, samples, len(tasks), time.monotonic() - begun)
    return 1 if tally.faults else 0


def all_samples() -> list[Sample]:
    """Return the small samples and the full ones; which is which shows in their size."""
    full = [one for one in real_samples() if len(one.data) > SMALL]
    return [*made_up_samples(), *short_samples(), *full]


def is_full(sample: Sample) -> bool:
    """Whether it is one of the full lists."""
    return len(sample.data) > SMALL


def tasks_of(samples: Sequence[Sample], args: argparse.Namespace) -> list[Task]:
    """Return what is to be done, the same for the same seed."""
    small = [n for n, one in enumerate(samples) if not is_full(one)]
    full = [n for n, one in enumerate(samples) if is_full(one)]
    tasks = [
        Task(small[number % len(small)], f"{args.seed}:{number}", full=False)
        for number in range(args.samples)
    ]
    if full:
        tasks += [
            Task(full[number % len(full)], f"{args.seed}:full:{number}", full=True)
            for number in range(args.full)
        ]
    return tasks


def damage_of(sample: Sample, task: Task) -> tuple[str, bytes]:
    """Return the way and the damaged file of a task."""
    return damaged(sample.data, random.Random(f"{task.seed}:{sample.name}"))


def run(
    samples: Sequence[Sample], tasks: Sequence[Task], processes: int = 0
) -> Iterator[tuple[Task, str, Outcome]]:
    """Do the tasks in as many processes as there are processors; yield what came of each."""
    count = processes or min(len(tasks), multiprocessing.cpu_count()) or 1
    with tempfile.TemporaryDirectory(prefix="exportdesk-mutations-") as folder:
        workers = [_Worker(Path(folder), number) for number in range(count)]
        waiting = list(reversed(tasks))
        try:
            while waiting or any(worker.task for worker in workers):
                for worker in workers:
                    if worker.task is None and waiting:
                        worker.begin(waiting.pop())
                busy = [worker for worker in workers if worker.task]
                ready = wait([worker.pipe for worker in busy], timeout=1)
                for worker in busy:
                    end = worker.end(ready=worker.pipe in ready)
                    if end is not None:
                        yield end
        finally:
            for worker in workers:
                worker.stop()


class _Worker:
    """One process, replaced when it dies or is too slow."""

    def __init__(self, folder: Path, number: int) -> None:
        self._folder = folder / str(number)
        self._context = multiprocessing.get_context("spawn")
        self._times = 0
        self.task: Task | None = None
        self._since = 0.0
        self._start()

    def _start(self) -> None:
        self._times += 1
        self.pipe, far = self._context.Pipe()
        folder = self._folder / str(self._times)
        self._process: BaseProcess = self._context.Process(
            target=work, args=(far, folder), daemon=True
        )
        self._process.start()
        far.close()
        assert self.pipe.recv() == "ready"

    def begin(self, task: Task) -> None:
        self.task, self._since = task, time.monotonic()
        self.pipe.send(task)

    def end(self, *, ready: bool) -> tuple[Task, str, Outcome] | None:
        task = self.task
        assert task is not None
        try:
            if ready:
                way, outcome = self.pipe.recv()
                self.task = None
                return task, way, outcome
            if time.monotonic() - self._since < task.limit * _PATIENCE:
                return None
            why = f"no end after {task.limit * _PATIENCE:.0f} s"
        except EOFError:
            self._process.join()
            why = f"the process ended with {self._process.exitcode}"
        self.stop()
        self._start()
        self.task = None
        return task, "", Outcome("crash", "crash", (why,), 0.0, 0)

    def stop(self) -> None:
        self._process.kill()
        self._process.join()
        self.pipe.close()


def work(pipe: Connection, folder: Path) -> None:
    """Judge what comes through the pipe, until it closes."""
    samples = all_samples()
    judge = Judge(folder)
    _limit_memory()
    with suppress(EOFError, OSError):
        pipe.send("ready")
        while True:
            task: Task = pipe.recv()
            sample = samples[task.sample]
            way, data = damage_of(sample, task)
            pipe.send((way, judge.judge(sample, data, task.limit)))


def _limit_memory() -> None:
    """Let the system refuse what is far too much, where it can."""
    if sys.platform != "linux":
        return
    import resource

    pages = int(Path("/proc/self/statm").read_text("ascii").split()[0])
    most = pages * resource.getpagesize() + MOST_MEMORY * 3 // 2
    resource.setrlimit(resource.RLIMIT_AS, (most, most))


def report(tally: Tally, samples: Sequence[Sample], count: int, seconds: float) -> None:
    """Say how it went."""
    full = sum(map(is_full, samples))
    told = [f"\n{count} damaged files of {len(samples) - full} small and {full} full lists"]
    told.append(f"in {seconds:.0f} s; as the next edition they ended so:")
    told += [f"  {number:6} {end}" for end, number in tally.ends.most_common()]
    told.append("by the way they were damaged, refused and taken:")
    for way in sorted({way for way, _ in tally.ways}):
        told.append(f"  {way:18}{tally.ways[way, 'refused']:6}{tally.ways[way, 'taken']:6}")
    told.append(f"slowest: {tally.slowest[0]:.2f} s ({tally.slowest[1]})")
    told.append(f"most memory: {tally.largest[0]} MB ({tally.largest[1]})")
    told.append(f"{len(tally.faults)} faults")
    told += [f"  {fault}" for fault in tally.faults[:200]]
    sys.stdout.write("\n".join(told) + "\n")


if __name__ == "__main__":
    sys.exit(main())
