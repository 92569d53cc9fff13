"""How far scores of unchanged listings move: `python tests/benchmarks/measure_near.py LIST`.

Lists before and after random changes of 1, 3 and 5 in a hundred listings, several seeds; customers
half ordinary, half near-misses of listed names and addresses. Printed for each: the largest moves
of a score, how often a listing that did not change appears or is lost, how many customers are
screened again, and for how many the result differs from screening everybody.
"""

import argparse
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import numpy as np

from exportdesk.core.listings import Listing
from exportdesk.core.parties import Party
from exportdesk.core.progress import Silent
from exportdesk.lists import load_catalogue, open_list
from exportdesk.rulebook import load_rulebook
from exportdesk.screening import DEFAULT_THRESHOLD, IndexBuilder, Screener
from exportdesk.screening.rescreening import near
from tests.changed_lists import changed_lists, customers_near
from tests.real import shared


def main() -> None:
    """Measure and print."""
    ask = argparse.ArgumentParser(description="Measure how far a change of lists moves scores.")
    ask.add_argument("list", help="a file of us-csl, such as lists/us-csl/name.csv.gz")
    ask.add_argument("--customers", type=int, default=4000)
    ask.add_argument("--seeds", type=int, default=4)
    args = ask.parse_args()
    source, countries = load_catalogue().source("us-csl"), load_rulebook().countries
    pool = list(open_list(shared() / args.list, source, countries.country_code, Silent()))
    print(
        "share seed  moves: median 99 % largest | up most near 60 | appear lost | near again wrong"
    )
    for share in (0.01, 0.03, 0.05):
        for seed in range(args.seeds):
            measure(pool, share, seed, customers_near(pool, args.customers, seed))


def screener_of(listings: list[Listing], folder: Path) -> Screener:
    """Return a screener of these listings."""
    builder = IndexBuilder()
    for listing in listings:
        builder.add(listing)
    builder.finish(folder, Silent())
    return Screener.load(folder)


def measure(pool: list[Listing], share: float, seed: int, customers: list[Party]) -> None:
    """Compare one pair of lists and print a line."""
    before, after, changes = changed_lists(pool, share, seed)
    least = near(DEFAULT_THRESHOLD)
    with tempfile.TemporaryDirectory() as temporary:
        old = screener_of(before, Path(temporary) / "before")
        new = screener_of(after, Path(temporary) / "after")
        touching = new.touching(changes, least)
        changed = {one.uid for one in (*changes.before, *changes.after)}
        moves: list[float] = []
        highest = 0.0
        appeared: list[float] = []
        lost: list[float] = []
        again = wrong = was_near = 0
        for party in customers:
            was, now = (dict(one.rank(party, min_score=0.0, limit=500)) for one in (old, new))
            for uid in (was.keys() | now.keys()) - changed:
                if uid in was and uid in now:
                    moves.append(abs(now[uid] - was[uid]))
                    if now[uid] >= DEFAULT_THRESHOLD:
                        highest = max(highest, now[uid] - was[uid])
                elif uid in now:
                    appeared.append(now[uid])
                else:
                    lost.append(was[uid])
            is_near = old.screen_closely(party, least=least)[1]
            was_near += is_near
            touched = is_near or touching.touches(party)
            again += touched
            if not touched:
                kept = {uid: score for uid, score in was.items() if score >= DEFAULT_THRESHOLD}
                right = {uid: score for uid, score in now.items() if score >= DEFAULT_THRESHOLD}
                wrong += kept != right
                if kept != right:
                    print("  wrong:", party, kept, right)
        for one in (old, new):
            one.close()
    high = [sum(score >= least for score in scores) for scores in (appeared, lost)]
    middle, most, largest = np.percentile(moves, [50, 99, 100])
    print(
        f"{share:.0%} {seed:4} {middle:14.2f} {most:.2f} {largest:.2f} | {highest:8.2f} |"
        f" {len(appeared)} ({high[0]} near) {len(lost)} ({high[1]} near) |"
        f" {was_near} {again} {wrong} of {len(customers)}",
        flush=True,
    )


if __name__ == "__main__":
    main()
