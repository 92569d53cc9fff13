"""Country codes as small numbers, and which codes people give for one another."""

from collections.abc import Collection, Iterable

NO_COUNTRY = 0


def country_number(code: str) -> int:
    """Return a small number for a two-letter country code, 0 for none."""
    if len(code) != 2 or not code.isascii() or not code.isalpha():
        return NO_COUNTRY
    upper = code.upper()
    return 1 + (ord(upper[0]) - 65) * 26 + ord(upper[1]) - 65


# A company in one of these is often given under another of the group: no evidence against.
_NEAR = tuple(
    frozenset(country_number(code) for code in codes.split())
    for codes in ("CN HK MO", "RU UA", "GB GG JE IM", "PS IL", "RS XK", "CY TR", "SS SD")
)


def country_numbers(codes: Iterable[str]) -> frozenset[int]:
    """Return the numbers of those codes that are a country's."""
    return frozenset(map(country_number, codes)) - {NO_COUNTRY}


def near(ours: frozenset[int], theirs: Collection[int]) -> bool:
    """Return whether one of their countries is often given for one of ours."""
    return any(not group.isdisjoint(ours) and not group.isdisjoint(theirs) for group in _NEAR)
