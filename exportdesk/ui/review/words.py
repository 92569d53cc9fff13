"""What the Review page says: whose party it is, how a match stands, what was found when."""

from collections.abc import Callable, Iterable
from datetime import date, datetime

from exportdesk.core.clock import parse_utc
from exportdesk.core.comparisons import Agreement, SideField, SideLine
from exportdesk.core.customers import Customer, KeptParty, PartyChange, PartyField
from exportdesk.core.figures import figure
from exportdesk.core.i18n import _, ngettext
from exportdesk.core.list_changes import FieldChange, ListingField
from exportdesk.core.parties import PartyKind, Role
from exportdesk.core.standing import Lapse, MatchState, Standing
from exportdesk.core.words import sentence
from exportdesk.core.words.choices import word
from exportdesk.ui.dates import age_text, day_text
from exportdesk.ui.theme import Tone

_STATES = {
    MatchState.OPEN: Tone.ACCENT,
    MatchState.RETURNED: Tone.AMBER,
    MatchState.RESEARCH: Tone.AMBER,
    MatchState.NOT_SAME: Tone.GREY,
    MatchState.SAME: Tone.RED,
}
_AGREEMENTS = {
    Agreement.SAME: Tone.RED,
    Agreement.PARTLY: Tone.AMBER,
}
"""As the strength of a match: what speaks for the listed party is no good news, so never green."""


def state(value: MatchState) -> tuple[str, Tone]:
    """Return the words for how a match stands, and the tone that goes with them."""
    return sentence(f"match-state-{value}"), _STATES[value]


def agreement(line: SideLine) -> tuple[str, Tone]:
    """Return how both sides of a field stand to each other, and the tone that goes with it."""
    value = line.agreement
    alike = line.field is SideField.NAMES and value is Agreement.PARTLY
    code = "agreement-partly-names" if alike else f"agreement-{value}"
    return sentence(code), _AGREEMENTS.get(value, Tone.GREY)


def whose(customer: Customer, kept: KeptParty) -> str:
    """Return what our party is: the customer, or what it is to which customer."""
    if kept.is_customer:
        if customer.reference:
            return _("Your customer, {reference}").format(reference=customer.reference)
        return _("Your customer")
    return role_of(kept.role, customer.name)


def role_of(role: Role, customer: str) -> str:
    """Return what a related party is to whom: "Director of Calm Harbor"."""
    if role is Role.NOT_SAID:
        return _("Related to {customer}").format(customer=customer)
    return _("{role} of {customer}").format(role=word(role), customer=customer)


def found_days(found_at: str, today: date) -> int:
    """Return how many days ago a match was first there."""
    if not found_at:
        return 0
    moment: datetime = parse_utc(found_at)
    return max(0, (today - moment.date()).days)


def found_text(found_at: str, today: date) -> str:
    """Return how long a match has been there: "found today", "found 3 days ago"."""
    days = found_days(found_at, today)
    if days == 0:
        return _("found today")
    return _("found {age} ago").format(age=age_text(days))


def came_back(standing: Standing) -> list[str]:
    """Return why the last decision does not stand, each reason a sentence."""
    said = []
    for lapse in standing.lapses:
        due = standing.decision.review_on
        facts = {"day": day_text(due)} if lapse is Lapse.REVIEW_DUE and due is not None else {}
        said.append(sentence(f"lapse-{lapse}", facts))
    return said


def changed_fields(
    standing: Standing, country_name: Callable[[str], str]
) -> list[tuple[str, str, str]]:
    """Return which fields differ since the decision, each with its words before and after."""
    ours = [
        (sentence(f"review-party-{one.field}"), *_both(one, country_name)) for one in standing.ours
    ]
    theirs = [
        (_("The listing: {field}").format(field=word(one.field)), *_both(one, country_name))
        for one in standing.theirs
    ]
    return ours + theirs


def _both(change: PartyChange | FieldChange, country_name: Callable[[str], str]) -> tuple[str, str]:
    return _texts(change.field, change.before, country_name), _texts(
        change.field, change.after, country_name
    )


def _texts(
    field: PartyField | ListingField, texts: Iterable[str], country_name: Callable[[str], str]
) -> str:
    if field.value == "countries":
        texts = map(country_name, texts)
    elif field.value == "kind":
        texts = (word(PartyKind(text)) for text in texts)
    return "\n".join(texts) or _("nothing")


def matches_said(count: int) -> str:
    """Return "1 match", "12 matches"."""
    return ngettext("{count} match", "{count} matches", count).format(count=figure(count))
