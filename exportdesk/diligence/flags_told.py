"""What the facts of a case tell of red flags, so that nobody has to be asked about them.

Each check returns the code of the sentence that says so, or "". A red flag that is wrongly left out
is worse than one line more to read: where a fact tells only a part of it, it is asked about.
"""

from collections.abc import Callable, Mapping
from datetime import timedelta
from decimal import Decimal, InvalidOperation

from exportdesk.core.cases import PartyAnswer
from exportdesk.core.mail_domains import FREE_MAIL
from exportdesk.core.parties import Role
from exportdesk.core.standing import MatchState
from exportdesk.diligence.case_answers import answered, asked, formed, known
from exportdesk.diligence.case_facts import CaseFacts, who_is
from exportdesk.rulebook import Situation

_PRIVATE_MAIL = "TRI23-08"
_RECEIVES = frozenset((Role.ULTIMATE_CONSIGNEE, Role.INTERMEDIATE_CONSIGNEE))


def raised_by_facts(facts: CaseFacts) -> tuple[str, ...]:
    """Return the red flags that what is known of the customer raises by itself."""
    here = facts.rulebook.red_flags.applying(facts.situations)
    is_private = _mail_domain(facts) in FREE_MAIL
    return tuple(one.id for one in here if one.id == _PRIVATE_MAIL and is_private)


def _always(code: str) -> Callable[[CaseFacts], str]:
    return lambda _facts: code


def _formed_is_asked(facts: CaseFacts) -> str:
    is_told = _formed_is_asked_here(facts) or formed(facts) is not None
    return "flag-by-formed" if is_told else ""


def _payer_is_customer(facts: CaseFacts) -> str:
    """Tell whether the customer pays itself, and its firm is old or is a finding of its own."""
    was_formed = formed(facts)
    is_told = was_formed is False or (was_formed is True and _formed_is_asked_here(facts))
    return "flag-by-formed" if is_told and _pays_itself(facts) else ""


def _pays_itself(facts: CaseFacts) -> bool:
    return "yes" in _said(facts, "order_usual") or "usual" in _said(facts, "payment")


def _formed_is_asked_here(facts: CaseFacts) -> bool:
    """Whether a firm that was formed too late is a finding: for these goods and places."""
    return any(one.code == "formed_on" for one in asked(facts))


def _imports_are_asked(facts: CaseFacts) -> str:
    situations = {Situation.HIGH_PRIORITY, Situation.OUTSIDE_COALITION}
    is_known = known(facts, "imports_before") is not None
    return "flag-by-imports" if is_known or situations <= facts.situations else ""


def _has_bought_before(facts: CaseFacts) -> str:
    """Tell whether the customer bought such goods before the watershed."""
    return "flag-by-imports" if "these" in _said(facts, "imports_before") else ""


def _is_known_long(facts: CaseFacts) -> str:
    """Tell whether the customer bought before: such goods long ago, or anything from us."""
    return _has_bought_before(facts) or _is_no_newcomer(facts)


def _is_no_newcomer(facts: CaseFacts) -> str:
    """Tell whether the first order that was let go is long past."""
    new = timedelta(days=facts.policy.newcomer_days)
    is_old = any(one.on + new <= facts.looked_on for one in facts.history)
    return "flag-known-since" if is_old else ""


def _is_owned_by_persons(facts: CaseFacts) -> str:
    """Tell whether the owners are known down to persons, and nothing of the firm is in Russia."""
    customer = facts.customer
    if customer is None or customer.ownership is None or customer.ownership.findings:
        return ""
    places = {code for one in facts.parties for code in one.profile.countries}
    return "flag-by-owners" if not {"RU", "BY"} & places else ""


def _hides_nobody(facts: CaseFacts) -> str:
    """Tell whether the owners are known down to persons, and the customer pays itself."""
    return _is_owned_by_persons(facts) if _pays_itself(facts) else ""


def _price_is_usual(facts: CaseFacts) -> str:
    return "flag-spoken" if "yes" in _said(facts, "order_usual") else ""


def _has_premises(facts: CaseFacts) -> str:
    """Tell whether whoever is in Hong Kong has premises: the customer's alone are asked about."""
    others = [one for one in facts.taking_part if one is not facts.customer]
    is_elsewhere = any("HK" in one.profile.countries for one in others)
    is_told = "business" in _said(facts, "address_kind") and not is_elsewhere
    return "flag-by-premises" if is_told else ""


def _has_compared(facts: CaseFacts) -> str:
    """Tell whether every high-priority line was compared with an order before the watershed."""
    watershed = facts.rulebook.policy.watershed
    before = {
        (one.hs6, one.unit.casefold())
        for one in facts.history
        if _is_amount(one.quantity) and one.on < watershed
    }
    ordered = [one for one in facts.items if one.high_priority]
    is_told = all(
        _is_amount(one.item.quantity)
        and one.high_priority is not None
        and (one.high_priority.hs6, one.item.unit.casefold()) in before
        for one in ordered
    )
    return "flag-by-history" if ordered and is_told else ""


def _is_amount(text: str) -> bool:
    try:
        value = Decimal(text.strip())
    except InvalidOperation:
        return False
    return value.is_finite() and value > 0


def _no_bank(facts: CaseFacts) -> str:
    answers = {one.answer for one in who_is(facts.case, Role.BANK)}
    return "flag-no-bank" if answers == {PartyAnswer.NONE} else ""


def _receives_itself(facts: CaseFacts) -> str:
    """Tell whether the goods go to the customer alone, which makes things or does research."""
    customer = facts.customer
    receives = customer is not None and Role.ULTIMATE_CONSIGNEE in customer.roles
    others = [one for one in facts.taking_part if one is not customer and _RECEIVES & {*one.roles}]
    is_maker = bool({"maker", "research"} & _said(facts, "business_line"))
    return "flag-by-consignee" if receives and not others and is_maker else ""


def _no_place(facts: CaseFacts) -> str:
    """Tell whether no place known for transshipment is on the way, but for those found as such."""
    found = set(facts.case.route) - {facts.case.destination.country}
    if facts.is_high_priority:
        found.add(facts.case.destination.country)
    places = {*facts.countries}
    for one in facts.taking_part:
        places |= {*one.profile.countries}
    rules = (facts.rulebook.countries_rules.of(code) for code in places - found)
    is_other = any(rule is None or rule.is_transshipment for rule in rules)
    return "" if is_other or not facts.countries else "flag-by-places"


def _site_and_mail_are_known(facts: CaseFacts) -> str:
    """Tell whether it has both a website and mail of its own, or was said to have neither."""
    if "no" in _said(facts, "web_presence"):
        return "flag-spoken"
    domain, customer = _mail_domain(facts), facts.customer
    has_both = customer is not None and customer.profile.website and domain not in FREE_MAIL
    return "flag-by-mail" if has_both and domain else ""


def _mail_is_known(facts: CaseFacts) -> str:
    return "flag-by-mail" if _mail_domain(facts) else ""


def _mail_domain(facts: CaseFacts) -> str:
    customer = facts.customer
    return customer.profile.email_domain.casefold() if customer else ""


def _no_other_sign(facts: CaseFacts) -> str:
    """Tell whether there is no other warning sign: raised, answered, or found."""
    raised = (
        facts.case.flags
        or raised_by_facts(facts)
        or any(each.raised_by(answered(facts, each)) for each in asked(facts))
        or formed(facts) is True
        or facts.letters
        or any(m.state is not MatchState.NOT_SAME for one in facts.parties for m in one.matches)
        or any(one.ownership is not None and one.ownership.findings for one in facts.parties)
    )
    return "" if raised else "flag-no-other"


def _made_here(facts: CaseFacts) -> str:
    is_here = facts.items and all(one.item.product.origin == "US" for one in facts.items)
    return "flag-made-here" if is_here else ""


def _no_tools(facts: CaseFacts) -> str:
    """Tell whether nothing of the order is made for making chips.

    That is heading 8486, and tools, materials, software and technology of categories 3 and 4.
    """
    goods = [(one.item.product.eccn, one.item.product.hs_code) for one in facts.items]
    is_tool = any(
        not hs or hs[:4] == "8486" or (eccn[:1] in "34" and eccn[1:2] in "BCDE")
        for eccn, hs in goods
    )
    return "" if is_tool else "flag-no-tools"


def _no_processors(facts: CaseFacts) -> str:
    """Tell whether nothing of the order is, or may hold, a processor or memory."""
    goods = [(one.item.product.eccn, one.item.product.hs_code) for one in facts.items]
    may_be = any(not hs or eccn[2:5] == "090" or hs[:6] not in _OTHER_CHIPS for eccn, hs in goods)
    return "" if may_be else "flag-no-processors"


def _said(facts: CaseFacts, code: str) -> set[str]:
    question = facts.rulebook.questions.get(code)
    return {answered(facts, question)} - {""} if question else set()


# Amplifiers, diodes, transistors, capacitors, resistors and plugs are no processors.
_OTHER_CHIPS = frozenset(
    (
        *("854233", "854110", "854121", "854129", "854130", "854149", "854151", "854160"),
        *("853221", "853224", "853690", "853669"),
    )
)

CHECKS: Mapping[str, Callable[[CaseFacts], str]] = {
    "KYC-00": _always("flag-by-screening"),
    "BIS24-06": _always("flag-by-screening"),
    "KYC-29": _always("flag-by-owners"),
    "KYC-09": _receives_itself,
    "FB22-12": _receives_itself,
    "BIS24-01": _always("flag-by-letters"),
    "BIS24-02": _always("flag-by-letters"),
    "BIS24-03": _always("flag-by-letters"),
    "BIS24-04": _always("flag-by-letters"),
    "BIS24-05": _always("flag-by-look-up"),
    "FB23-05": _always("flag-by-answers"),
    "FB23D-2": _always("flag-by-answers"),
    "FB23D-3": _always("flag-by-answers"),
    "FB23N-02": _site_and_mail_are_known,
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
    "KYC-04": _is_known_long,
    "G7-01": _has_bought_before,
    "FB22-19": _is_owned_by_persons,
    "TRI23-01": _hides_nobody,
    "FB23-08": _price_is_usual,
    "HK-02": _has_premises,
    "KYC-23": _is_no_newcomer,
    "KYC-24": _is_no_newcomer,
    "KYC-25": _is_no_newcomer,
    "KYC-26": _made_here,
    "KYC-16": _no_tools,
    "KYC-20": _no_tools,
    "KYC-21": _no_tools,
    "KYC-19": _no_processors,
    "KYC-28": _no_processors,
}
