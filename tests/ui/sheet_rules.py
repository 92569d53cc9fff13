"""Reads the style sheet as Qt does: which rules meet a widget in a state, which of them wins."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from exportdesk.ui import sheet

_RULE = re.compile(r"([^{}]+)\{((?:[^{}]|\$\{\w+\})*)\}")
_SELECTOR = re.compile(r"(\w+)((?:\[[^\]]+\])*)((?:::[\w-]+)?)((?::[\w-]+)*)")
_TOKEN = re.compile(r"\$([a-z_]+)")
_DRAWN = {
    "background": "ground",
    "selection-background-color": "selected ground",
    "color": "text",
    "selection-color": "selected text",
    "border": "edge",
    "border-color": "edge",
}


@dataclass(frozen=True, slots=True)
class Rule:
    """What one selector says: colors by what they paint, None where it says there is none."""

    widget: str
    attributes: frozenset[str]
    states: frozenset[str]
    inside: str
    paints: dict[str, str | None]

    @property
    def weight(self) -> tuple[int, int]:
        """How much the selector weighs against others, by CSS."""
        return len(self.attributes) + len(self.states), 1 + bool(self.inside)


@dataclass(frozen=True, slots=True)
class Look:
    """A kind of widget in a state, and the tokens it is painted with."""

    widget: str
    attributes: frozenset[str]
    states: frozenset[str]
    paints: dict[str, str | None]

    def __str__(self) -> str:
        return "".join((self.widget, *sorted(self.attributes), *sorted(self.states)))


def rules() -> list[Rule]:
    """Return every rule of the sheet that names a color, in its order."""
    found = []
    for selectors, said in _RULE.findall(sheet._TEMPLATE):
        paints = dict(_painted(said))
        for selector in selectors.split(",") if paints else ():
            *outer, last = selector.replace(">", " ").split()
            match = _SELECTOR.fullmatch(last.partition("#")[0])
            assert match, f"a selector of a form that this does not read: {selector}"
            widget, attributes, piece, states = match.groups()
            found.append(
                Rule(
                    widget + piece,
                    frozenset(re.findall(r"\[[^\]]+\]", attributes)),
                    frozenset(re.findall(r":[\w-]+", states)),
                    " ".join(outer),
                    paints,
                )
            )
    return found


def looks() -> Iterator[Look]:
    """Go through all kinds of widget that have rules, each in every state and pair of states."""
    every = rules()
    for widget in dict.fromkeys(rule.widget for rule in every):
        own = [rule for rule in every if rule.widget == widget and not rule.inside]
        states = sorted({state for rule in own for state in rule.states})
        pairs = [(), *((one,) for one in states), *combinations(states, 2)]
        for attributes in dict.fromkeys(rule.attributes for rule in own):
            for together in map(frozenset, pairs):
                yield Look(widget, attributes, together, _winning(own, attributes, together))


def tokens_by_part() -> dict[str, set[str]]:
    """Return which tokens paint grounds, which texts, and which edges, anywhere in the sheet."""
    parts: dict[str, set[str]] = {}
    for rule in rules():
        for part, token in rule.paints.items():
            if token and part != "width":
                parts.setdefault(part.removeprefix("selected "), set()).add(token)
    return parts


def _painted(said: str) -> Iterator[tuple[str, str | None]]:
    for line in said.split(";"):
        name, _colon, value = (part.strip() for part in line.partition(":"))
        part = "edge" if name.startswith("border-bottom") else _DRAWN.get(name)
        if part is None:
            continue
        token = _TOKEN.search(value)
        if name == "border":
            yield "width", value.split()[0]
        if token or value == "0" or "transparent" in value:
            yield part, token[1] if token else None


def _winning(
    own: list[Rule], attributes: frozenset[str], states: frozenset[str]
) -> dict[str, str | None]:
    met = [rule for rule in own if rule.attributes <= attributes and rule.states <= states]
    paints: dict[str, str | None] = {}
    for rule in sorted(met, key=lambda rule: rule.weight):  # stable: the later of equals wins
        paints |= rule.paints
    return paints
