"""Fits the coefficients of address matching on the labelled pairs, and writes the file.

    python tests/benchmarks/fit_addresses.py 2026-11-22 [--look]

Rows are the pairs of addresses in `tests/data/addresses` that may be one place, and every further
listed address that the index proposes for one. Printed: precision and recall per form, fitted on
all pairs and in five-fold cross-validation over the listed addresses. With `--look` nothing is
written, and the pairs that come out wrong are shown.
"""

import argparse
import csv
import json
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
sys.path.insert(0, str(Path(__file__).resolve().parent))

from fit_score import fit  # noqa: E402 - the checkout is not installed for everybody

from exportdesk.core.ids import ListingUid, SourceKey  # noqa: E402 - the checkout is not installed for everybody
from exportdesk.core.listings import Address, Listing  # noqa: E402 - the checkout is not installed for everybody
from exportdesk.core.parties import PartyKind  # noqa: E402 - the checkout is not installed for everybody
from exportdesk.core.progress import Silent  # noqa: E402 - the checkout is not installed for everybody
from exportdesk.screening.address_index import AddressFinder  # noqa: E402 - the checkout is not installed for everybody
from exportdesk.screening.address_score import ADDRESS_FEATURES, may_be_one  # noqa: E402 - the checkout is not installed for everybody
from exportdesk.screening.addresses import same_inside  # noqa: E402 - the checkout is not installed for everybody
from exportdesk.screening.builder import IndexBuilder  # noqa: E402 - the checkout is not installed for everybody
from exportdesk.screening.index import Index  # noqa: E402 - the checkout is not installed for everybody

Floats = npt.NDArray[np.float64]
PAIRS = ROOT / "tests" / "data" / "addresses"
TARGET = ROOT / "resources" / "screening" / "addresses.json"
# Files in which one place stands under several listed addresses: only labelled pairs are known.
REPEATED = frozenset({"hong_kong", "china_hanzi", "russia_cyrillic", "russia", "china", "emirates"})
AGAINST = frozenset(
    {
        "building_left", "both_left", "towns_left", "one_left", "street_apart",
        "kind_differs", "direction_differs", "postal_differs",
    }
)  # fmt: skip
# A false "same address" costs more than a missed one: it is shown to somebody innocent.
DIFFERENT_WEIGHT = 3.0
PENALTY = 1.0


@dataclass(frozen=True)
class Pair:
    form: str
    listed: str
    ours: str
    label: str


@dataclass
class Row:
    """One pair that the model decides: figures, whether one place, and whether inside is one."""

    pair: Pair
    figures: list[float]
    is_place: bool
    is_labelled: bool
    inside: bool


def pairs() -> list[Pair]:
    found = []
    for file in sorted(PAIRS.glob("*.csv")):
        with file.open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines):
                found.append(Pair(file.stem, row["listed"], row["ours"], row["label"]))
    return found


def finder(texts: list[str], folder: Path) -> AddressFinder:
    builder = IndexBuilder()
    for number, text in enumerate(texts):
        builder.add(
            Listing(
                uid=ListingUid(str(number)), source=SourceKey("own:TEST"), list="TEST",
                list_name="Test", kind=PartyKind.ADDRESS, names=(), addresses=(Address(text),),
            )
        )  # fmt: skip
    builder.finish(folder, Silent())
    return Index(folder).addresses


def rows_of(labelled: list[Pair], addresses: AddressFinder) -> list[Row]:
    known = {(pair.listed, pair.ours): pair for pair in labelled}
    rows = []
    for ours in dict.fromkeys(pair.ours for pair in labelled):
        form = next(pair.form for pair in labelled if pair.ours == ours)
        for listed, place, theirs, figures in addresses.figures(ours):
            pair = known.get((listed, ours))
            if pair is None and form in REPEATED:
                continue
            if may_be_one(place, theirs, figures):
                is_place = pair is not None and pair.label != "different"
                rows.append(
                    Row(
                        pair or Pair(form, listed, ours, "different"), list(figures), is_place,
                        pair is not None, same_inside(place, theirs),
                    )
                )  # fmt: skip
    return rows


def learned(rows: list[Row]) -> tuple[Floats, float]:
    figures = np.array([row.figures for row in rows])
    right = np.array([float(row.is_place) for row in rows])
    weights = np.where(right > 0, 1.0, DIFFERENT_WEIGHT)
    least = np.array([-np.inf if name in AGAINST else 0.0 for name in ADDRESS_FEATURES])
    most = np.array([0.0 if name in AGAINST else np.inf for name in ADDRESS_FEATURES])
    return fit(figures, right, weights, (least, most), penalty=PENALTY)


def report(labelled: list[Pair], rows: list[Row], sums: Floats, *, look: bool) -> None:
    """Print precision and recall per form: of one place, and of the exact label."""
    told = {
        (row.pair.listed, row.pair.ours): "different"
        if total < 0
        else "same"
        if row.inside
        else "same_building"
        for row, total in zip(rows, sums, strict=True)
    }
    for form in (*sorted({pair.form for pair in labelled}), "all"):
        chosen = [pair for pair in labelled if form in (pair.form, "all")]
        answers = [told.get((pair.listed, pair.ours), "different") for pair in chosen]
        both = list(zip(chosen, answers, strict=True))
        right = sum(p.label != "different" != a for p, a in both)
        found = sum(a != "different" for a in answers) or 1
        real = sum(p.label != "different" for p in chosen)
        exact = sum(p.label == a for p, a in both)
        print(
            f"  {form:16} {len(chosen):4} pairs: precision {right / found:.3f},"
            f" recall {right / real:.3f}, label right {exact / len(chosen):.3f}"
        )
    if look:
        for pair in labelled:
            answer = told.get((pair.listed, pair.ours), "different")
            if answer != pair.label:
                print(f"{pair.label} but {answer}:\n    {pair.listed}\n    {pair.ours}")
        for row, total in zip(rows, sums, strict=True):
            if not row.is_labelled and total >= 0:
                print(f"wrongly met:\n    {row.pair.listed}\n    {row.pair.ours}")


def cross_validated(rows: list[Row]) -> Floats:
    listed = sorted({row.pair.listed for row in rows})
    fold_of = dict(zip(listed, np.random.default_rng(7).integers(0, 5, len(listed)), strict=True))
    folds = np.array([fold_of[row.pair.listed] for row in rows])
    sums = np.zeros(len(rows))
    for part in range(5):
        kept = [row for row, fold in zip(rows, folds, strict=True) if fold != part]
        coefficients, bias = learned(kept)
        out = folds == part
        sums[out] = np.array([row.figures for row in rows])[out] @ coefficients + bias
    return sums


def main() -> None:
    ask = argparse.ArgumentParser(description="Fit the coefficients of address matching.")
    ask.add_argument("as_of")
    ask.add_argument("--look", action="store_true")
    args = ask.parse_args()
    labelled = pairs()
    with tempfile.TemporaryDirectory() as folder:
        texts = list(dict.fromkeys(pair.listed for pair in labelled))
        rows = rows_of(labelled, finder(texts, Path(folder) / "index"))
    coefficients, bias = learned(rows)
    print(f"{len(labelled)} pairs, {len(rows)} rows; fitted on all:")
    figures = np.array([row.figures for row in rows])
    report(labelled, rows, figures @ coefficients + bias, look=args.look)
    print("five-fold cross-validation:")
    report(labelled, rows, cross_validated(rows), look=False)
    content = {
        "as_of": args.as_of,
        "source": "tests/benchmarks/fit_addresses.py on tests/data/addresses",
        "bias": round(bias, 4),
        "terms": {
            name: round(float(value), 4)
            for name, value in zip(ADDRESS_FEATURES, coefficients, strict=True)
        },
    }
    print(json.dumps(content["terms"]))
    if not args.look:
        TARGET.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
