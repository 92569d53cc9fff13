"""The book at its size: keeping, screening, re-screening after a list change, deciding.

    python -m tests.benchmarks.book [--customers 10000] [--runs 3]

By hand; needs the real Consolidated Screening List (`tests.real`). Made-up customers, one in twenty
with a listed name. What each part is divided by is measured in the same run: screening the same
parties one after the other in this process. Beside the seconds stand those of the processors, of
this process and of those that it started: on a busy machine only they can be compared.
"""

import argparse
import statistics


def main() -> None:
    """Measure some runs and print medians."""
    # Not at the top: a process that screens reads this file too, and the program needs not.
    from tests.benchmarks.book_parts import run

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--customers", type=int, default=10_000)
    parser.add_argument("--runs", type=int, default=3)
    arguments = parser.parse_args()
    runs = [run(arguments.customers) for _ in range(arguments.runs)]
    base = statistics.median(one["one by one"] for one in runs)
    for part in runs[0]:
        median = statistics.median(one[part] for one in runs)
        print(f"{part:30} {median:9.3f}   {median / base:6.2f} x one by one")


if __name__ == "__main__":
    main()
