"""What is wrong, or missing, in a customer as typed."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum

from exportdesk.core.customers import Customer, Profile
from exportdesk.core.ids import PartyId
from exportdesk.core.parties import Role

_PARTIAL_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_DOMAIN = re.compile(r"(?!-)[\w-]{1,63}(?<!-)(?:\.(?!-)[\w-]{1,63}(?<!-))+", re.UNICODE)
_LOCAL = re.compile(r"[^\s@<>()\[\],;:\\\"]+")
_WEBSITE = re.compile(r"(?:https?://)?([^\s/?#:@]+)(?::\d+)?(?:[/?#]\S*)?", re.IGNORECASE)
_LONGEST = 2000


class Weight(StrEnum):
    """How grave a finding about our own data is: an error is not saved, a warning is."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class FieldFinding:
    """One thing about one field: a code that `core.words` has a sentence for, and its facts.

    `where` names the field, `party` is whose it is.
    """

    code: str
    where: str
    weight: Weight
    party: PartyId
    facts: Mapping[str, object] = field(default_factory=dict)


def check_customer(
    customer: Customer, *, is_country: Callable[[str], bool], today: date
) -> tuple[FieldFinding, ...]:
    """Return what is wrong with a customer and with its related parties, errors first."""
    found = list(_check_profile(customer.id, customer.profile, is_country, today))
    ids = {customer.id, *(one.id for one in customer.related)}
    for one in customer.related:
        found += _check_profile(one.id, one.profile, is_country, today)
        if one.percent and read_percent(one.percent) is None:
            found.append(_error("percent-bad", "percent", one.id, said=one.percent))
        if one.of not in ids or one.of == one.id:
            found.append(_error("related-to-nobody", "of", one.id))
        if one.role is Role.NOT_SAID:
            found.append(_error("role-missing", "role", one.id))
    return tuple(sorted(found, key=lambda one: one.weight is not Weight.ERROR))


def read_percent(text: str) -> Decimal | None:
    """Return a share from 0 to 100 as typed ("51", "51.5 %", "51,5"); None where it is none."""
    bare = text.strip().removesuffix("%").strip().replace(",", ".")
    try:
        value = Decimal(bare)
    except InvalidOperation:
        return None
    return value if value.is_finite() and 0 <= value <= 100 else None


def is_partial_date(text: str) -> bool:
    """Whether `text` is an ISO day, month or year that exists."""
    parts = _PARTIAL_DATE.fullmatch(text)
    if parts is None:
        return False
    year, month, day = (int(part) if part else 1 for part in parts.groups())
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def is_domain(text: str) -> bool:
    """Whether `text` may be the name of a computer on the internet."""
    return len(text) <= 253 and _DOMAIN.fullmatch(text) is not None


def is_email(text: str) -> bool:
    """Whether `text` may be one e-mail address, without the name of whose it is."""
    local, _at, domain = text.rpartition("@")
    return bool(_LOCAL.fullmatch(local)) and len(local) <= 64 and is_domain(domain)


def _check_profile(
    party: PartyId, profile: Profile, is_country: Callable[[str], bool], today: date
) -> Iterator[FieldFinding]:
    if not any(name.text.strip() for name in profile.names):
        yield _error("name-missing", "names", party)
    elif not any(letter.isalnum() for letter in profile.name):
        yield _error("name-without-letters", "names", party)
    if any(len(name.text) > _LONGEST for name in profile.names):
        yield _error("text-too-long", "names", party, most=_LONGEST)
    for code in profile.countries:
        if not is_country(code):
            yield _error("country-bad", "addresses", party, said=code)
    if not profile.countries:
        yield _warning("country-missing", "addresses", party)
    if profile.formed_on:
        if not is_partial_date(profile.formed_on):
            yield _error("formed-on-bad", "formed_on", party, said=profile.formed_on)
        elif profile.formed_on > today.isoformat():
            yield _error("formed-on-ahead", "formed_on", party, said=profile.formed_on)
    website = _WEBSITE.fullmatch(profile.website) if profile.website else None
    if profile.website and not (website and is_domain(website.group(1))):
        yield _error("website-bad", "website", party, said=profile.website)
    if profile.email and not is_email(profile.email):
        yield _error("email-bad", "email_domain", party, said=profile.email)
    elif profile.email_domain and not is_domain(profile.email_domain):
        yield _error("email-domain-bad", "email_domain", party, said=profile.email_domain)


def _error(code: str, where: str, party: PartyId, **facts: object) -> FieldFinding:
    return FieldFinding(code, where, Weight.ERROR, party, facts)


def _warning(code: str, where: str, party: PartyId, **facts: object) -> FieldFinding:
    return FieldFinding(code, where, Weight.WARNING, party, facts)
