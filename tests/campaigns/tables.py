"""Damages tables of customers in many ways and looks at what the program makes of each.

    python3 dev.py campaign tables [--seed N] [--samples 5000] [--only NUMBER]

Each is read in a process that has limits: it must end in rows or in one refusal with a sentence,
within some seconds and half a gigabyte, whatever was done to it.
"""

import argparse
import multiprocessing
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from multiprocessing.connection import Connection

from exportdesk.rulebook import load_rulebook
from tests.tables.damaging import Outcome, damage_of, judge

SECONDS = 15.0
_PATIENCE = 8  # times the limit on the clock, before the process is killed: others work here too
_MOST_MEMORY = 2**30


def main() -> int:
    """Run the campaign; 1 where anything was found."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--seed", default="1")
    ask.add_argument("--samples", type=int, default=5_000)
    ask.add_argument("--only", type=int, default=-1, help="the number of a single one")
    args = ask.parse_args()
    numbers = range(args.samples) if args.only < 0 else [args.only]
    ends: Counter[str] = Counter()
    faults = 0
    slowest = (0.0, "")
    begun = time.monotonic()
    for done, (number, told, outcome) in enumerate(outcomes(numbers, args.seed), start=1):
        ends[outcome.end] += 1
        slowest = max(slowest, (outcome.seconds, f"{number} {told}"))
        if outcome.faults or outcome.seconds > SECONDS:
            faults += 1
            print(f"\n{number} {told}: {outcome}")
        if done % 100 == 0:
            print(f"\r{done} of {len(numbers)}, {faults} faults ", end="", flush=True)
    print(f"\n{len(numbers)} damaged tables in {time.monotonic() - begun:.0f} s; they ended so:")
    print("\n".join(f"  {count:6} {end}" for end, count in ends.most_common()))
    print(f"slowest: {slowest[0]:.2f} s ({slowest[1]})\n{faults} faults")
    return 1 if faults else 0


def outcomes(numbers: Sequence[int], seed: str) -> Iterator[tuple[int, str, Outcome]]:
    """Yield what came of each; a process that dies or hangs is an outcome, and replaced."""
    context = multiprocessing.get_context("spawn")
    left = list(reversed(numbers))
    while left:
        ours, theirs = context.Pipe()
        process = context.Process(target=work, args=(theirs, seed), daemon=True)
        process.start()
        theirs.close()
        try:
            while left:
                ours.send(left[-1])
                if not ours.poll(SECONDS * _PATIENCE):
                    yield left.pop(), "", Outcome("crash", ("it does not end",), 0.0)
                    break
                told, outcome = ours.recv()
                yield left.pop(), told, outcome
        except (EOFError, OSError):
            process.join()
            why = f"the process ended with {process.exitcode}"
            yield left.pop(), "", Outcome("crash", (why,), 0.0)
        finally:
            process.kill()
            process.join()
            ours.close()


def work(pipe: Connection, seed: str) -> None:
    """Judge what comes through the pipe, until it closes."""
    if sys.platform == "linux":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY, _MOST_MEMORY))
    countries = load_rulebook().countries
    while True:
        try:
            number: int = pipe.recv()
        except EOFError:
            return
        name, way, data = damage_of(number, seed)
        pipe.send((f"{name}, {way}", judge(data, name, countries)))


if __name__ == "__main__":
    sys.exit(main())
