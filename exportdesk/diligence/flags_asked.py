"""Which red flags a person has to look for in a case, and which not because the facts tell."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from exportdesk.core.cases import LookedFor
from exportdesk.diligence.case_answers import answered, spoken_of
from exportdesk.diligence.case_facts import CaseFacts
from exportdesk.diligence.flags_told import CHECKS
from exportdesk.rulebook import RedFlag, RedFlags, Situation

SEEN = "red_flags_seen"
"""The question that is answered for all of them at once, or by what is said of each."""

Together = tuple[RedFlag, ...]
"""Red flags that say the same, and are asked about by the question of the first."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Red flags that nobody is asked about, and the code of the sentence that says why."""

    flags: Together
    code: str
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Sign:
    """Red flags that say the same, in few words. `looked` is by whom they were not seen."""

    flags: Together
    words: str
    looked: LookedFor | None = None
    is_raised: bool = False

    @property
    def id(self) -> str:
        """The red flag whose question it is."""
        return self.flags[0].id

    @property
    def is_open(self) -> bool:
        """Whether nobody said yet whether it was seen."""
        return self.looked is None and not self.is_raised


@dataclass(frozen=True, slots=True)
class SignsTogether:
    """The signs of one subject; `text` is "" for those that no subject names."""

    code: str
    text: str
    signs: tuple[Sign, ...]

    @property
    def open(self) -> tuple[Sign, ...]:
        """Those of which nobody said anything yet."""
        return tuple(one for one in self.signs if one.is_open)


@dataclass(frozen=True, slots=True)
class FlagsAsked:
    """What is to be looked for, subject by subject, and what is not."""

    groups: tuple[SignsTogether, ...]
    left_out: tuple[LeftOut, ...]

    @property
    def signs(self) -> tuple[Sign, ...]:
        """All signs."""
        return tuple(sign for group in self.groups for sign in group.signs)

    @property
    def flags(self) -> tuple[Together, ...]:
        """The red flags to look for, those together that say the same."""
        return tuple(one.flags for one in self.signs)

    @property
    def said(self) -> str:
        """The answer for all of them that follows from what was said of each, "" where open."""
        if not self.signs or any(one.is_open for one in self.signs):
            return ""
        return "yes" if any(one.is_raised for one in self.signs) else "no"


def flags_asked(facts: CaseFacts) -> FlagsAsked:
    """Return what a person has to look for here, and why nothing else."""
    spoken = spoken_of(facts)
    wanted: list[Together] = []
    left: list[LeftOut] = []
    situations = facts.situations
    for together in facts.rulebook.red_flags.asked(situations):
        why = _why_not(facts, together, spoken)
        if why is None:
            wanted.append(together)
        else:
            left.append(LeftOut(together, *why))
    left += _of_other_cases(facts.rulebook.red_flags, situations)
    return FlagsAsked(tuple(_grouped(facts, wanted)), tuple(left))


def seen(facts: CaseFacts) -> str:
    """Return whether any was seen: as was said for all at once, else as follows from each.

    One that was raised since was seen, whatever was said of all before.
    """
    question = facts.rulebook.questions.get(SEEN)
    told = answered(facts, question) if question else ""
    if told == "no" and any(one.is_raised for one in flags_asked(facts).signs):
        return "yes"
    return told or flags_asked(facts).said


_Why = tuple[str, Mapping[str, object]]


def _why_not(facts: CaseFacts, together: Together, spoken: frozenset[str]) -> _Why | None:
    """Return why nobody is asked about these, None where somebody is."""
    if any(one.id in spoken for one in together):
        return "flag-spoken", {}
    check = CHECKS.get(together[0].id)
    code = check(facts) if check else ""
    return (code, {"days": str(facts.policy.newcomer_days)}) if code else None


def _of_other_cases(flags: RedFlags, situations: frozenset[Situation]) -> Iterator[LeftOut]:
    """Yield the red flags that are for other goods, places or customers."""
    here = {one.id for together in flags.asked(situations) for one in together}
    given = set(situations)
    if given & {Situation.HIGH_PRIORITY, Situation.OUTSIDE_COALITION}:
        given.add(Situation.DIVERSION)
    for flag in flags.all():
        if flag.id not in here:
            lacking = min(flag.applies_to - given)
            yield LeftOut((flag,), f"flag-only-{lacking}")


def _grouped(facts: CaseFacts, wanted: list[Together]) -> Iterator[SignsTogether]:
    left = {together[0].id: together for together in wanted}
    for group in facts.rulebook.questions.groups:
        mine = tuple(
            _sign(facts, left.pop(flag), words)
            for flag, words in group.signs.items()
            if flag in left
        )
        if mine:
            yield SignsTogether(group.code, group.text, mine)
    if left:
        others = tuple(_sign(facts, one, one[0].question) for one in left.values())
        yield SignsTogether("signs-others", "", others)


def _sign(facts: CaseFacts, together: Together, words: str) -> Sign:
    named = {one.id for one in together}
    looked = next((one for one in facts.case.looked if one.flag in named), None)
    if looked is not None and looked.words != words:
        looked = None  # it was said of other words
    raised = any(one.flag in named for one in facts.case.flags)
    return Sign(together, words, None if raised else looked, raised)
