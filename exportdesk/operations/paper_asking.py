"""What to ask a customer for: from the open findings of a case, or from what its record lacks.

Only facts are asked for. What a finding says (a possible match, a warning sign) stays with us: the
customer reads a neutral question that any exporter may ask.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from exportdesk.core.cases import CaseStep
from exportdesk.core.customers import Customer
from exportdesk.core.i18n import in_english
from exportdesk.core.parties import Role
from exportdesk.core.words import sentence
from exportdesk.core.words.choices import word
from exportdesk.diligence.weighing import Weighed
from exportdesk.documents.paper_wording import PaperWording
from exportdesk.documents.wording import filled

ITSELF = "your company"
"""How a letter in English names the customer it goes to."""


@dataclass(frozen=True, slots=True)
class Ask:
    """One thing to ask for: which, what it names, in the words of the letter.

    `because` says in our own words why it is asked; it is shown to us and never printed.
    """

    key: str
    text: str
    about: Mapping[str, str] = field(default_factory=dict)
    because: str = ""


_OF_FINDINGS: Mapping[str, str] = {
    "item-quantity-missing": "quantity",
    "party-missing": "role",
    "party-unknown": "role",
    "party-unknown-passing": "role",
    "party-without-name": "role",
    "party-without-address": "address",
    "party-without-country": "country",
    "destination-missing": "destination",
    "destination-region-open": "destination",
    "destination-region-hint": "destination",
    "route-missing": "route",
    "route-not-known": "route",
    "match-undecided": "identity_of",
    "match-undecided-address": "address",
    "owners-not-asked": "owners",
    "ownership-not-told": "owners",
    "ownership-share-missing": "owners",
    "ownership-incomplete": "owners",
    "ownership-owners-unknown": "owners",
    "ownership-unknown-share": "owners",
    "ownership-not-a-share": "owners",
    "ownership-could-reach": "owners",
    "customer-formed-perhaps-after": "formed_on",
    "end-use-unknown": "end_use",
    "end-use-resale": "resale",
    "end-use-onward": "onward",
    "listed-document": "statement",
    "certification-missing": "certification",
    "certification-waiting": "certification",
    "certification-expired": "certification",
    "certification-other-items": "certification",
    "certification-other-order": "certification",
    "certification-other-period": "certification",
}
_OF_QUESTIONS: Mapping[str, str] = {
    "route_direct": "route",
    "formed_on": "formed_on",
    "imports_before": "history",
    "business_line": "business",
    "business_fit": "business",
    "web_presence": "website",
    "address_kind": "address",
    "payment": "payment",
    "delivery": "delivery",
    "end_use": "end_use",
    "onward": "onward",
}
_OF_SOMEBODY = ("identity_of", "role", "quantity")
_NAMING = ("party", "firm", "owned")
_OF_STEPS: Mapping[CaseStep, tuple[str, ...]] = {
    CaseStep.DESTINATION: ("route",),
    CaseStep.PROFILE: ("formed_on", "business", "history"),
    CaseStep.ORDER: ("payment", "delivery"),
    CaseStep.END_USE: ("end_use", "onward"),
}


@in_english
def asked_of_case(
    findings: Iterable[Weighed], customer: Customer, wording: PaperWording
) -> tuple[Ask, ...]:
    """Return what the open findings of a case make us ask its customer, each once."""
    return _once(one for finding in findings for one in _of_finding(finding, customer, wording))


@in_english
def asked_of_customer(
    customer: Customer, undecided: Sequence[str], wording: PaperWording
) -> tuple[Ask, ...]:
    """Return what the record of a customer lacks; `undecided` parties have undecided matches."""
    profile = customer.profile
    lacks = [
        ("address", not any(one.line for one in profile.addresses)),
        ("country", not profile.country),
        ("registration_number", not profile.identifiers),
        ("formed_on", not profile.formed_on),
        ("website", not profile.website),
        ("owners", not any(one.role is Role.OWNER for one in customer.related)),
    ]
    asks = [
        _ask(key, {"party": ITSELF}, sentence("ask-because-missing"), wording)
        for key, is_lacking in lacks
        if is_lacking
    ]
    because = sentence("ask-because-match")
    for party in undecided:
        key = "identity" if party == customer.name else "identity_of"
        asks.append(_ask(key, {"party": party}, because, wording))
    return _once(asks)


@in_english
def asked_anyway(wording: PaperWording) -> tuple[Ask, ...]:
    """Return all that the wording can ask the customer of itself, to choose from."""
    about = {"party": ITSELF, "role": word(Role.END_USER), "product": "each item"}
    return tuple(
        _ask(one.id, about, "", wording) for one in wording.clauses if one.id not in _OF_SOMEBODY
    )


def _of_finding(one: Weighed, customer: Customer, wording: PaperWording) -> Iterator[Ask]:
    found = one.finding
    because = sentence(found.code, found.facts)
    named = next((str(found.facts[key]) for key in _NAMING if found.facts.get(key)), "")
    is_itself = named in (customer.name, "")
    role = found.facts.get("role", "")
    about = {
        "party": ITSELF if is_itself else named,
        "product": str(found.facts.get("product", "")),
        "role": word(role) if isinstance(role, Role) else str(role),
    }
    if found.code == "answers-missing":
        keys: tuple[str, ...] = _OF_STEPS.get(found.step, ())
    elif found.code == "answer-unknown":
        keys = tuple(filter(None, [_OF_QUESTIONS.get(found.about)]))
    else:
        keys = tuple(filter(None, [_OF_FINDINGS.get(found.code)]))
    for key in keys:
        yield _ask(
            "identity" if key == "identity_of" and is_itself else key, about, because, wording
        )


def _ask(key: str, about: Mapping[str, str], because: str, wording: PaperWording) -> Ask:
    clause = wording.clause(key)
    text = filled(clause.text, about) if clause else key
    return Ask(key, text, about, because)


def _once(asks: Iterable[Ask]) -> tuple[Ask, ...]:
    """Return each question once, with all the reasons for it."""
    found: dict[str, Ask] = {}
    for one in asks:
        had = found.get(one.text)
        if had is None:
            found[one.text] = one
        elif one.because not in had.because.split("\n"):
            because = f"{had.because}\n{one.because}"
            found[one.text] = Ask(had.key, had.text, had.about, because)
    return tuple(found.values())
