"""Fits the coefficients of the score on the labelled queries of the benchmark, and writes the file.

    python tests/benchmarks/fit_score.py BENCH_FOLDER 2026-11-22 [--look]

Rows are the pairs that the engine proposes for every query; a pair is right when its listing is
among those expected. A logistic sum with an L2 penalty is fitted by accelerated gradient steps in
numpy; coefficients of evidence are held to one sign (see `exportdesk.screening.score`). Printed:
recall at 5 and 20 alerts per 1,000 clean names, on all queries and in five-fold cross-validation.
"""

import argparse
import csv
import gzip
import json
import pickle
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from exportdesk.core.ids import ListingUid, SourceKey  # noqa: E402 - the checkout is not installed for everybody
from exportdesk.core.listings import ListedName, Listing, NameRole  # noqa: E402 - the checkout is not installed for everybody
from exportdesk.core.parties import PartyKind  # noqa: E402 - the checkout is not installed for everybody
from exportdesk.core.progress import Silent  # noqa: E402 - the checkout is not installed for everybody
from exportdesk.screening import score  # noqa: E402 - the checkout is not installed for everybody
from exportdesk.screening.builder import IndexBuilder  # noqa: E402 - the checkout is not installed for everybody
from exportdesk.screening.index import Index  # noqa: E402 - the checkout is not installed for everybody
from exportdesk.screening.names import NameMatcher, Question  # noqa: E402 - the checkout is not installed for everybody
from exportdesk.screening.score import FEATURES, NEVER_AGAINST, NEVER_FOR  # noqa: E402 - the checkout is not installed for everybody

Floats = npt.NDArray[np.float64]
TARGET = ROOT / "resources" / "screening" / "score.json"
CLEAN = ("neg_company", "neg_person_global", "neg_person_us")
KINDS = {"org": PartyKind.ORGANIZATION, "": PartyKind.UNKNOWN}
# What a row counts. Clean names rule: what the user sees is the rate at which they alert. Wrong
# listings beside a right one hardly count: half of them are relatives of the right one.
RIGHT_WEIGHT, CLEAN_WEIGHT, BESIDE_WEIGHT, ADVERSARIAL_WEIGHT = 1.0, 20.0, 0.02, 13.0
# The score at which 5 of 1,000 clean names alert.
THRESHOLD = 60.0

TERMS = (
    *FEATURES,
    "ours_met*ours_met",
    "theirs_met*theirs_met",
    "weakest*weakest",
    "information*information",
    "whole_ratio*whole_ratio",
    "sorted_ratio*sorted_ratio",
    "balance*balance",
    "whole_ratio*whole_ratio*whole_ratio",
    "sorted_ratio*sorted_ratio*sorted_ratio",
    "information*balance",
    "information*sorted_ratio",
    "information*whole_ratio",
    "information_capped*sorted_ratio",
    "both_left*organization",
    "both_left*both_left",
    "both_left*information",
    "ours_left*organization",
    "theirs_left*organization",
    "organization*ours_met",
    "organization*theirs_met",
    "organization*whole_ratio",
    "organization*sorted_ratio",
    "organization*information",
    "organization*pairs",
    "other_script*ours_met",
    "other_script*theirs_met",
    "other_script*information",
    "other_script*whole_ratio",
    "other_script*sorted_ratio",
    "other_script*balance",
    "consonantal*ours_met",
    "consonantal*theirs_met",
    "consonantal*information",
    "consonantal*whole_ratio",
    "consonantal*sorted_ratio",
    "consonantal*balance",
    "consonantal*one_word_theirs",
    "one_word_ours*whole_ratio",
    "one_word_theirs*whole_ratio",
    "one_word_theirs*information",
    "one_word_theirs*loose",
    "one_word_theirs*slips",
    "one_word_theirs*length",
    "one_word_theirs*organization",
    "one_word_theirs*kind_differs",
    "one_word_theirs*country_differs",
    "one_word_theirs*country_same",
    "loose*information",
    "loose*balance",
    "loose*pairs",
    "vessel*information",
    "length*length",
    "length*whole_ratio",
    "length*sorted_ratio",
    "kind_differs*information_capped",
    "initials*information",
    "initials*balance",
    "weightiest_left*organization",
    "same_information*balance",
    "pairs*balance",
    "pairs*weakest",
    "both_left*balance",
    "weightiest_left*information",
    "slips*information",
    "sorted_ratio*length*information",
    "one_word_ours*information",
    "consonantal*length",
    "consonantal*both_left",
    "ours_left*ours_left",
    "theirs_left*theirs_left",
    "organization*weakest",
    "organization*slips",
    "organization*length",
    "organization*least_met",
    "least_met*least_met",
    "initials*organization",
    "same_information*organization",
    "organization*information_capped",
    "organization*one_word_ours",
    "length_differs*organization",
    "slips*organization*length",
    "both_left*weakest",
    "ours_left*information",
    "theirs_left*information",
    "legal_same*one_word_theirs",
    "legal_same*organization",
    "known_slip*organization",
    "known_slip*information",
    "known_slip*one_word_theirs",
    "reread*organization",
    "reread*information",
    "reread*one_word_ours",
    "reread*balance",
    "firsts_met*organization",
    "firsts_met*information",
    "firsts_met*theirs_left",
    "firsts_met*ours_left",
    "plain_left*organization",
    "plain_left*firsts_met",
    "plain_left*information",
    "plain_left*balance",
    "whole_within*organization",
    "whole_within*ours_left",
    "whole_within*plain_left",
    "whole_within*firsts_met",
)


@dataclass
class Rows:
    """Every proposed pair of every query: figures, whether right, and which query and listing."""

    figures: Floats
    right: Floats
    query: npt.NDArray[np.int64]


def bench_listings(folder: Path) -> list[Listing]:
    with gzip.open(folder / "list.jsonl.gz", "rt", encoding="utf-8") as lines:
        return [bench_listing(json.loads(line)) for line in lines]


def bench_listing(party: dict) -> Listing:
    return Listing(
        uid=ListingUid(party["id"]),
        source=SourceKey("bench"),
        list=party["source"],
        list_name=party["source"],
        kind=KINDS.get(party["kind"]) or PartyKind(party["kind"]),
        names=tuple(ListedName(n, NameRole.ALIAS) for n in party["names"]),
        countries=tuple(party["countries"]),
    )


def rows_of(queries: list[dict], index: Index, uids: list[str], *, hints: bool) -> Rows:
    matcher = NameMatcher(index)
    figures, right, owners = [], [], []
    for at, query in enumerate(queries):
        kind = (
            (KINDS.get(query["kind"]) or PartyKind(query["kind"])) if hints else PartyKind.UNKNOWN
        )
        asked = Question.of(query["query"], kind, [query["country"]] if hints else [])
        proposals = matcher.propose(asked)
        expected = set(query["expected"].split(";")) if query["expected"] else set()
        listings = index.entry_listings[proposals.entries].tolist() if proposals.entries else []
        if listings:
            figures.append(proposals.figures)
            right.extend(uids[one] in expected for one in listings)
            owners.extend([at] * len(listings))
    return Rows(np.concatenate(figures), np.array(right, float), np.array(owners))


def signs(terms: tuple[str, ...]) -> tuple[Floats, Floats]:
    """Return the least and the greatest coefficient allowed for each term."""
    least = np.full(len(terms), -np.inf)
    most = np.full(len(terms), np.inf)
    for at, term in enumerate(terms):
        factors = set(term.split("*"))
        if factors & NEVER_FOR:
            most[at] = 0.0
        if factors & NEVER_AGAINST:
            least[at] = 0.0
    return least, most


def fit(terms: Floats, right: Floats, weights: Floats, bounds: tuple[Floats, Floats], *,
        penalty: float,
        start: tuple[Floats, float] | None = None) -> tuple[Floats, float]:  # fmt: skip
    """Return coefficients and bias of a penalized logistic fit within bounds.

    Newton steps on the coefficients that are free; one that a step pushes out of its bounds stays
    on them until the slope points back inside. `start` is the fit to begin from.
    """
    mean, spread = terms.mean(0), terms.std(0)
    spread[spread < 1e-9] = 1.0
    scaled = np.hstack([(terms - mean) / spread, np.ones((len(terms), 1))])
    least, most = np.append(bounds[0], -np.inf), np.append(bounds[1], np.inf)
    ridge = np.append(np.full(len(mean), penalty), 1e-6)
    here = np.zeros(len(ridge))
    if start is not None:
        here = np.append(start[0] * spread, start[1] + mean @ start[0])
    loss = _loss(scaled, right, weights, ridge, here)
    for _ in range(40):
        chance = 1 / (1 + np.exp(-np.clip(scaled @ here, -30, 30)))
        slope = scaled.T @ (weights * (chance - right)) + ridge * here
        free = ~(((here <= least) & (slope > 0)) | ((here >= most) & (slope < 0)))
        part = scaled[:, free]
        curve = (part * (weights * chance * (1 - chance))[:, None]).T @ part + np.diag(ridge[free])
        step = np.zeros(len(here))
        step[free] = np.linalg.solve(curve, slope[free])
        size = 1.0
        while True:
            after = np.clip(here - size * step, least, most)
            later = _loss(scaled, right, weights, ridge, after)
            if later <= loss or size < 1e-4:
                break
            size /= 2
        here, gained, loss = after, loss - later, later
        if gained < 1e-5 * loss:
            break
    coefficients = here[:-1] / spread
    return coefficients, float(here[-1] - mean @ coefficients)


def _loss(scaled: Floats, right: Floats, weights: Floats, ridge: Floats, at: Floats) -> float:
    sums = np.clip(scaled @ at, -30, 30)
    return float(weights @ (np.logaddexp(0, sums) - right * sums) + 0.5 * ridge @ (at * at))


def learned(terms: Floats, rows: Rows, queries: list[dict], *, penalty: float,
            rounds: int = 4) -> tuple[Floats, float]:  # fmt: skip
    """Return a fit in which, of the right pairs of a query, only the best counts as right.

    A listed party has many names; that one of them is unlike the query says nothing. Which pair is
    best is what the fit before says, the likeness of the whole names at first.
    """
    at = {name: FEATURES.index(name) for name in ("sorted_ratio", "whole_ratio", "balance")}
    order = sum(rows.figures[:, column] for column in at.values())
    coefficients, bias = np.zeros(terms.shape[1]), 0.0
    start = None
    for _ in range(rounds):
        chosen, weights = row_weights(rows, queries, order)
        coefficients, bias = start = fit(
            terms[chosen], rows.right[chosen], weights[chosen], signs(TERMS),
            penalty=penalty, start=start,
        )  # fmt: skip
        order = terms @ coefficients + bias
    return coefficients, bias


def row_weights(
    rows: Rows, queries: list[dict], order: Floats
) -> tuple[npt.NDArray[np.int64], Floats]:
    """Return the rows that take part and the weight of every row."""
    listed = np.array([bool(q["expected"]) for q in queries])
    ranked = np.lexsort((-order, rows.right, rows.query))
    group = rows.query[ranked] * 2 + rows.right[ranked].astype(int)
    starts = np.flatnonzero(np.append(True, group[1:] != group[:-1]))
    rank = np.arange(len(ranked)) - np.repeat(starts, np.diff(np.append(starts, len(ranked))))
    right = rows.right[ranked] > 0
    chosen = ranked[np.where(right, rank == 0, rank < 8)]
    clean = np.array([q["category"] in CLEAN for q in queries])
    wrong = np.where(clean, CLEAN_WEIGHT, np.where(listed, BESIDE_WEIGHT, ADVERSARIAL_WEIGHT))
    weights = np.where(rows.right > 0, RIGHT_WEIGHT, wrong[rows.query])
    return chosen, weights


def measured(sums: Floats, rows: Rows, queries: list[dict]) -> dict[str, float]:
    top = np.full(len(queries), -np.inf)
    np.maximum.at(top, rows.query, sums)
    own = np.full(len(queries), -np.inf)
    mine = rows.right > 0
    np.maximum.at(own, rows.query[mine], sums[mine])
    category = np.array([q["category"] for q in queries])
    clean = np.sort(top[np.isin(category, CLEAN)])[::-1]
    listed = np.array([bool(q["expected"]) for q in queries])
    result = {}
    for alerts in (1, 2, 5, 10, 20, 50):
        at = float(np.nextafter(clean[int(alerts * len(clean) / 1000)], np.inf))
        result[f"r{alerts}"] = float((own[listed] >= at).mean())
        result[f"t{alerts}"] = at
    for adversarial in ("adv_recombined_person", "adv_generic_company", "adv_swapped_org"):
        result[adversarial] = float((top[category == adversarial] >= result["t5"]).mean())
    return result


def show(name: str, figures: dict[str, float]) -> None:
    print(name, " ".join(f"{k}={v:.4f}" for k, v in figures.items()))


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    ask.add_argument("bench", type=Path)
    ask.add_argument("as_of")
    ask.add_argument("--penalty", type=float, default=20.0)
    ask.add_argument("--folds", action="store_true", help="cross-validate first: six fits")
    ask.add_argument("--look", action="store_true", help="measure only, write nothing")
    ask.add_argument("--cache", type=Path, help="keep the rows here between runs")
    args = ask.parse_args()
    with (args.bench / "queries.csv").open(encoding="utf-8", newline="") as file:
        queries = list(csv.DictReader(file))
    hinted, bare = proposed(args.bench, queries, args.cache)
    print(len(hinted.right), "pairs with hints,", len(bare.right), "without")
    places = score.term_places(TERMS)
    both = Rows(
        np.concatenate([hinted.figures, bare.figures]),
        np.concatenate([hinted.right, bare.right]),
        # Each query stands twice: with hints, and by its name alone.
        np.concatenate([hinted.query, bare.query + len(queries)]),
    )
    queries = queries + queries
    terms = score.expanded(both.figures, places)
    if args.folds:
        cross_validated(terms, both, queries, len(hinted.right), args.penalty)
    coefficients, bias = learned(terms, both, queries, penalty=args.penalty)
    sums = terms @ coefficients + bias
    figures = report(sums, both, queries, len(hinted.right), "")
    if not args.look:
        write(args.as_of, coefficients, bias, figures)


def cross_validated(terms: Floats, both: Rows, queries: list[dict], hinted: int,
                    penalty: float) -> None:  # fmt: skip
    sums = np.zeros(len(terms))
    fold = np.tile(np.random.default_rng(7).integers(0, 5, len(queries) // 2), 2)
    for part in range(5):
        out = fold[both.query] == part
        kept = Rows(both.figures[~out], both.right[~out], both.query[~out])
        coefficients, bias = learned(terms[~out], kept, queries, penalty=penalty)
        sums[out] = terms[out] @ coefficients + bias
    report(sums, both, queries, hinted, "cross-validated, ")


def report(sums: Floats, both: Rows, queries: list[dict], hinted: int, what: str) -> dict:
    """Print and return the measures with hints and by name only."""
    half = len(queries) // 2
    figures = {}
    for name, part, less in (
        ("hints", slice(0, hinted), 0),
        ("name only", slice(hinted, None), half),
    ):
        rows = Rows(both.figures[part], both.right[part], both.query[part] - less)
        figures[name] = measured(sums[part], rows, queries[:half])
        show(what + name, figures[name])
    return figures


def proposed(bench: Path, queries: list[dict], cache: Path | None) -> tuple[Rows, Rows]:
    if cache and cache.exists():
        return pickle.loads(cache.read_bytes())
    listings = bench_listings(bench)
    builder = IndexBuilder()
    for listing in listings:
        builder.add(listing)
    uids = [listing.uid for listing in listings]
    with tempfile.TemporaryDirectory() as folder:
        builder.finish(Path(folder) / "index", Silent())
        index = Index(Path(folder) / "index")
        found = tuple(rows_of(queries, index, uids, hints=hints) for hints in (True, False))
    if cache:
        cache.write_bytes(pickle.dumps(found))
    return found


def write(as_of: str, coefficients: Floats, bias: float, figures: dict) -> None:
    content = json.loads(TARGET.read_text(encoding="utf-8"))
    hints = figures["hints"]
    # The sum is moved so that the default threshold has a score that people read as "possible".
    moved = float(np.log(THRESHOLD / (100 - THRESHOLD))) - hints["t5"]
    content |= {
        "as_of": as_of,
        "source": "tests/benchmarks/fit_score.py on the labelled name-screening benchmark",
        "bias": round(bias + moved, 4),
        "terms": {t: round(float(c), 4) for t, c in zip(TERMS, coefficients, strict=True) if c},
        # Alerts per 1,000 clean names: 5 for possible, 2 for likely, 1 for very likely.
        "thresholds": {
            "possible": score.points(hints["t5"] + moved),
            "likely": score.points(hints["t2"] + moved),
            "very_likely": score.points(hints["t1"] + moved),
        },
        "rates": {
            name: {f"recall_at_{n}_per_1000": round(one[f"r{n}"], 4) for n in (1, 2, 5, 10, 20)}
            for name, one in figures.items()
        },
    }
    TARGET.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
