"""Places that somebody wrote into a field for text, as far as words can tell them."""

import re
from collections.abc import Collection, Iterator

from exportdesk.rulebook import Countries, CountryRules

_MOST_CHARACTERS = 2_000
_APART = re.compile(r"[,;/|\n\r\t()،؛、，；。&+]|\b(?:and|or|und|et|y|ve|и|және)\b|和|و ")
_MOST_WORDS = 4
_LEAST_LETTERS = 4  # of a name among other words: two letters there are no code


def strict_places(
    text: str, countries: Countries, rules: CountryRules, under_license: Collection[str]
) -> tuple[str, ...]:
    """Return the names of countries and regions in `text` that are under strict rules.

    A hint only: a name that is written otherwise than anybody thought of is not seen.
    """
    text = text[:_MOST_CHARACTERS]
    codes = [code for code in _countries(text, countries) if code in under_license]
    regions = [region.name for region in rules.regions_named(text)]
    return tuple(dict.fromkeys([*map(countries.country_name, codes), *regions]))


def _countries(text: str, countries: Countries) -> Iterator[str]:
    for part in _APART.split(text):
        code = countries.country_code(part.strip())
        if code:
            yield code
            continue
        words = part.split()
        for start in range(len(words)):
            for end in range(start + 1, min(start + _MOST_WORDS, len(words)) + 1):
                said = " ".join(words[start:end]).strip(".:\u201c\u201d\"'")
                if len(said) >= _LEAST_LETTERS and (code := countries.country_code(said)):
                    yield code
