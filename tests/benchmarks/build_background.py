"""Builds resources/screening/background.tsv: how often words occur in ordinary names.

    pip install faker mimesis        (in a throw-away environment; neither is a dependency)
    python tests/benchmarks/build_background.py 2026-11-22

Sources: the locale data of Faker and of mimesis (both MIT): given names, family names, company
names and words, places. Each locale counts alike, so that a word common in one country counts as
ordinary, however many names the locale's file happens to hold.
"""

import importlib
import importlib.metadata
import json
import pkgutil
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from exportdesk.screening.normalize import read_name  # noqa: E402 - the checkout is not installed for everybody

TARGET = ROOT / "resources" / "screening" / "background.tsv"
MOST_WORDS = 26_000
# What one locale contributes: so many made-up people, companies and places.
PEOPLE, COMPANIES, PLACES = 6_000, 2_000, 400


def main() -> None:
    as_of = sys.argv[1]
    counts: Counter[str] = Counter()
    for weights, share in [*_faker(), *_mimesis()]:
        total = sum(weights.values())
        for text, weight in weights.items():
            for word in read_name(text).keys:
                counts[word] += share * weight / total
    kept = sorted((w for w in counts if counts[w] >= 0.5), key=lambda w: (-counts[w], w))
    kept = kept[:MOST_WORDS]
    faker, mimesis = (importlib.metadata.version(name) for name in ("faker", "mimesis"))
    lines = [
        f"# as_of: {as_of}",
        f"# source: locale data of Faker {faker} (MIT, Daniele Faraglia and contributors) and"
        f" mimesis {mimesis} (MIT, Isaac Kotlyar Geda and contributors)",
        "# made by: tests/benchmarks/build_background.py",
        f"# total: {int(sum(counts.values()) / 2)}",
    ]
    lines += [f"{word}\t{max(1, round(counts[word]))}" for word in sorted(kept)]
    TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(len(kept), "words,", TARGET.stat().st_size, "bytes")


def _faker() -> Iterator[tuple[Counter[str], float]]:
    import faker.providers.address
    import faker.providers.company
    import faker.providers.person

    for package, share in (
        (faker.providers.person, PEOPLE),
        (faker.providers.company, COMPANIES),
        (faker.providers.address, PLACES),
    ):
        for module in _locales(package):
            provider = module.Provider
            for attribute in vars(provider):
                wanted = any(p in attribute for p in ("name", "compan", "cit", "suffix", "word"))
                if (
                    wanted
                    and not attribute.startswith(("_", "format"))
                    and "format" not in attribute
                ):
                    weights = _weighted(getattr(provider, attribute))
                    if weights:
                        yield weights, share


def _locales(package: ModuleType) -> Iterator[ModuleType]:
    for found in pkgutil.iter_modules(package.__path__):
        yield importlib.import_module(f"{package.__name__}.{found.name}")


def _weighted(values: object) -> Counter[str]:
    if isinstance(values, dict):
        return Counter({str(k): float(v) for k, v in values.items() if isinstance(v, int | float)})
    if isinstance(values, list | tuple | set):
        return Counter(v for v in values if isinstance(v, str) and "{{" not in v)
    return Counter()


def _mimesis() -> Iterator[tuple[Counter[str], float]]:
    import mimesis

    for file in sorted(Path(mimesis.__file__).parent.glob("datasets/*/*.json")):
        share = {"person": PEOPLE, "finance": COMPANIES, "address": PLACES}.get(file.stem)
        if share is None:
            continue
        content = json.loads(file.read_text(encoding="utf-8"))
        for key in ("names", "surnames", "company", "city"):
            if key in content:
                yield Counter(_strings(content[key])), share


def _strings(content: object) -> Iterable[str]:
    if isinstance(content, str):
        yield content
    elif isinstance(content, list):
        for one in content:
            yield from _strings(one)
    elif isinstance(content, dict):
        for one in content.values():
            yield from _strings(one)


main()
