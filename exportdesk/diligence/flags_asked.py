"""Which red flags a person has to look for in a case, and which not because the facts tell."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from exportdesk.core.cases import LookedFor, PartyAnswer
from exportdesk.core.mail_domains import FREE_MAIL
from exportdesk.core.parties import Role
from exportdesk.diligence.case_answers import answered, asked, formed, known, spoken_of
from exportdesk.diligence.case_facts import CaseFacts, who_is
from exportdesk.rulebook import RedFlag, Situation

_PRIVATE_MAIL = "TRI23-08"

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
    for together in facts.rulebook.red_flags.asked(facts.situations):
        why = _why_not(facts, together, spoken)
        if why is None:
            wanted.append(together)
        else:
            left.append(LeftOut(together, *why))
    left += _of_other_cases(facts)
    return FlagsAsked(tuple(_grouped(facts, wanted)), tuple(left))


def seen(facts: CaseFacts) -> str:
    """Return whether any was seen: as was said for all at once, else as follows from each."""
    question = facts.rulebook.questions.get(SEEN)
    return (answered(facts, question) if question else "") or flags_asked(facts).said


def raised_by_facts(facts: CaseFacts) -> tuple[str, ...]:
    """Return the red flags that what is known of the customer raises by itself."""
    here = facts.rulebook.red_flags.applying(facts.situations)
    is_private = _mail_domain(facts) in FREE_MAIL
    return tuple(one.id for one in here if one.id == _PRIVATE_MAIL and is_private)


_Why = tuple[str, Mapping[str, object]]


def _why_not(facts: CaseFacts, together: Together, spoken: frozenset[str]) -> _Why | None:
    """Return why nobody is asked about these, None where somebody is."""
    if any(one.id in spoken for one in together):
        return "flag-spoken", {}
    check = _CHECKS.get(together[0].id)
    code = check(facts) if check else ""
    return (code, {}) if code else None


def _of_other_cases(facts: CaseFacts) -> Iterator[LeftOut]:
    """Yield the red flags that are for other goods, places or customers."""
    here = {one.id for flags in facts.rulebook.red_flags.asked(facts.situations) for one in flags}
    for flag in facts.rulebook.red_flags.all():
        if flag.id not in here:
            given = {*facts.situations}
            if given & {Situation.HIGH_PRIORITY, Situation.OUTSIDE_COALITION}:
                given.add(Situation.DIVERSION)
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


# What the facts tell of a red flag: each returns the code of the sentence that says so, or "".


def _always(code: str) -> Callable[[CaseFacts], str]:
    return lambda _facts: code


def _formed_is_asked(facts: CaseFacts) -> str:
    is_asked = any(one.code == "formed_on" for one in asked(facts))
    return "flag-by-formed" if is_asked or formed(facts) is not None else ""


def _payer_is_customer(facts: CaseFacts) -> str:
    usual = "yes" in _said(facts, "order_usual") or "usual" in _said(facts, "payment")
    return "flag-by-formed" if usual and formed(facts) is not None else ""


def _imports_are_asked(facts: CaseFacts) -> str:
    situations = {Situation.HIGH_PRIORITY, Situation.OUTSIDE_COALITION}
    is_known = known(facts, "imports_before") is not None
    return "flag-by-imports" if is_known or situations <= facts.situations else ""


def _has_bought_before(facts: CaseFacts) -> str:
    """Tell whether the customer is known to have bought such goods before."""
    is_known = "these" in _said(facts, "imports_before") or facts.history
    return "flag-by-imports" if is_known else ""


def _is_no_newcomer(facts: CaseFacts) -> str:
    return "flag-not-new" if facts.history or facts.last_case is not None else ""


def _is_owned_by_persons(facts: CaseFacts) -> str:
    """Tell whether the owners are known down to persons, and nothing of the firm is in Russia."""
    customer = facts.customer
    if customer is None or customer.ownership is None or customer.ownership.findings:
        return ""
    places = {code for one in facts.parties for code in one.profile.countries}
    return "flag-by-owners" if not {"RU", "BY"} & places else ""


def _hides_nobody(facts: CaseFacts) -> str:
    """Tell whether the owners are known down to persons, and the customer pays itself."""
    usual = "yes" in _said(facts, "order_usual") or "usual" in _said(facts, "payment")
    return _is_owned_by_persons(facts) if usual else ""


def _price_is_usual(facts: CaseFacts) -> str:
    return "flag-spoken" if "yes" in _said(facts, "order_usual") else ""


def _has_premises(facts: CaseFacts) -> str:
    return "flag-by-premises" if "business" in _said(facts, "address_kind") else ""


def _has_compared(facts: CaseFacts) -> str:
    """Tell whether every high priority line was compared with an order before it."""
    before = {(one.hs6, one.unit.casefold()) for one in facts.history if one.quantity}
    lines = {
        (one.high_priority.hs6, one.item.unit.casefold())
        for one in facts.items
        if one.high_priority
    }
    return "flag-by-history" if lines and lines <= before else ""


def _no_bank(facts: CaseFacts) -> str:
    answers = {one.answer for one in who_is(facts.case, Role.BANK)}
    return "flag-no-bank" if answers == {PartyAnswer.NONE} else ""


def _receives_itself(facts: CaseFacts) -> str:
    """Tell whether the goods go to the customer, which makes things or does research."""
    customer = facts.customer
    receives = customer is not None and Role.ULTIMATE_CONSIGNEE in customer.roles
    others = [
        one
        for one in facts.taking_part
        if one is not customer and Role.ULTIMATE_CONSIGNEE in one.roles
    ]
    is_maker = bool({"maker", "research"} & _said(facts, "business_line"))
    return "flag-by-consignee" if receives and not others and is_maker else ""


def _no_place(facts: CaseFacts) -> str:
    """Tell whether no place known for transshipment is on the way, but for those found as such."""
    found = set(facts.case.route)
    if facts.is_high_priority:
        found.add(facts.case.destination.country)
    rules = (facts.rulebook.countries_rules.of(code) for code in {*facts.countries} - found)
    is_other = any(rule is not None and rule.is_transshipment for rule in rules)
    return "" if is_other or not facts.countries else "flag-by-places"


def _mail_is_known(facts: CaseFacts) -> str:
    return "flag-by-mail" if _mail_domain(facts) else ""


def _mail_domain(facts: CaseFacts) -> str:
    customer = facts.customer
    return customer.profile.email_domain.casefold() if customer else ""


def _no_other_sign(facts: CaseFacts) -> str:
    raised = (
        facts.case.flags
        or raised_by_facts(facts)
        or any(one.flag for each in asked(facts) for one in each.raised_by(answered(facts, each)))
    )
    return "" if raised else "flag-no-other"


def _made_here(facts: CaseFacts) -> str:
    is_here = facts.items and all(one.item.product.origin == "US" for one in facts.items)
    return "flag-made-here" if is_here else ""


def _no_tools(facts: CaseFacts) -> str:
    """Tell whether nothing of the order is made for making chips: group B, or heading 8486."""
    goods = [(one.item.product.eccn, one.item.product.hs_code) for one in facts.items]
    is_tool = any(
        not hs or hs[:4] == "8486" or (eccn[:1] in "34" and eccn[1:2] in "BDE")
        for eccn, hs in goods
    )
    return "" if is_tool else "flag-no-tools"


def _no_processors(facts: CaseFacts) -> str:
    """Tell whether nothing of the order is, or may hold, a processor or memory."""
    goods = [(one.item.product.eccn, one.item.product.hs_code) for one in facts.items]
    may_be = any(not hs or eccn[2:] == "090" or hs[:6] not in _OTHER_CHIPS for eccn, hs in goods)
    return "" if may_be else "flag-no-processors"


def _said(facts: CaseFacts, code: str) -> set[str]:
    question = facts.rulebook.questions.get(code)
    return {answered(facts, question)} - {""} if question else set()


# Amplifiers, diodes, transistors, capacitors, resistors and plugs are no processors.
_OTHER_CHIPS = frozenset(
    (
        *("854233", "854110", "854121", "854129", "854130", "854149", "854151", "854160"),
        *("853221", "853224", "853690", "853669", "854800"),
    )
)

_CHECKS: Mapping[str, Callable[[CaseFacts], str]] = {
    "KYC-00": _always("flag-by-screening"),
    "BIS24-06": _always("flag-by-screening"),
    "KYC-29": _always("flag-by-owners"),
    "KYC-09": _always("flag-by-roles"),
    "FB22-12": _always("flag-by-roles"),
    "BIS24-01": _always("flag-by-letters"),
    "BIS24-02": _always("flag-by-letters"),
    "BIS24-03": _always("flag-by-letters"),
    "BIS24-04": _always("flag-by-letters"),
    "BIS24-05": _always("flag-by-look-up"),
    "FB23-05": _always("flag-by-answers"),
    "FB23D-2": _always("flag-by-answers"),
    "FB23D-3": _always("flag-by-answers"),
    "FB23N-02": _always("flag-by-answers"),
    "FB23-02": _formed_is_asked,
    "FB23D-1": _formed_is_asked,
    "FB23-01": _payer_is_customer,
    "FB23-03": _imports_are_asked,
    "FB23P-1": _imports_are_asked,
    "FB23P-2": _imports_are_asked,
    "FB23-04": _has_compared,
    "FB23N-01": _no_bank,
    "FB23-07": _receives_itself,
    "FB23N-05": _receives_itself,
    "TRI23-13": _no_place,
    _PRIVATE_MAIL: _mail_is_known,
    "FB22-18": _no_other_sign,
    "KYC-04": _has_bought_before,
    "G7-01": _has_bought_before,
    "FB22-19": _is_owned_by_persons,
    "TRI23-01": _hides_nobody,
    "FB23-08": _price_is_usual,
    "TRI23-09": _has_premises,
    "HK-02": _has_premises,
    "KYC-23": _is_no_newcomer,
    "KYC-24": _is_no_newcomer,
    "KYC-25": _is_no_newcomer,
    "KYC-26": _made_here,
    "KYC-16": _no_tools,
    "KYC-20": _no_tools,
    "KYC-21": _no_tools,
    "KYC-22": _no_tools,
    "KYC-19": _no_processors,
    "KYC-28": _no_processors,
}
