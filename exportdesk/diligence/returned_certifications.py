"""What came back against what was asked: every difference, and everything that is missing.

A clean comparison says that the form is filled in as asked, not that what it says is true.
"""

import re
import string
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from exportdesk.core.certification_fields import Origin, items_hash
from exportdesk.core.certification_life import ReturnFinding, Weight
from exportdesk.core.certifications import (
    Answers,
    CertificationForm,
    CertifiedCustomer,
    CertifiedEndUser,
    CertifiedUse,
    IntendedUse,
)
from exportdesk.core.parties import Role
from exportdesk.core.returned_forms import DigitalSignature, PdfTrait
from exportdesk.core.text import folded
from exportdesk.diligence.returned_print import print_difference, told

_SERIOUS, _LOOK, _NOTE = Weight.SERIOUS, Weight.LOOK, Weight.NOTE
_CUSTOMER = (
    *("other_names", "registered_address", "physical_address", "website"),
    *("registration_number", "formed_on"),
)
_ORDER = ("reference", "day", "period_from", "period_to")
_DAY = re.compile(r"(\d{1,4})\D{1,3}(\d{1,2})\D{1,3}(\d{1,4})\D*")
_PLAIN = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Back:
    """What came back: answers (None where no field could be read), and what the file is like.

    `superseded_by` is the title of the version that took the place of this one, "" for none.
    `before` is the day on which another filled form came back that nobody decided about.
    `sent_print` and `printed` are what stands on the pages of what was sent and of what came back;
    not `is_whole`, that took too long to read.
    """

    answers: Answers | None
    origin: Origin | None = None
    signature: DigitalSignature = DigitalSignature.NONE
    signer: str = ""
    ink_signature_seen: bool = False
    traits: frozenset[PdfTrait] = frozenset()
    superseded_by: str = ""
    before: str = ""
    sent_print: str = ""
    printed: str = ""
    is_whole: bool = True


def compare(
    form: CertificationForm,
    back: Back,
    clauses: Sequence[str],
    received_on: date,
    *,
    under_license: Collection[str] = (),
    strict_places: Callable[[str], Collection[str]] = lambda text: (),
    ends_on: Callable[[date], date] = lambda signed_on: date.max,
) -> tuple[ReturnFinding, ...]:
    """Return what is not as asked, the heaviest first.

    `clauses` are the ids of those that were to be confirmed, in their order. `under_license` are
    the countries to which these goods are not to go without a license, `strict_places` names such
    places in a text. `ends_on` is the day until which one counts that was signed on a day.
    """
    found = [*_file(form, back), *_print(form, back)]
    if back.answers is None:
        found += _unread(back)
    else:
        found += _names(form.asked, back.answers)
        found += _changed(form.asked, back.answers)
        found += _clauses(back.answers, clauses)
        found += _use(form.asked, back.answers, under_license)
        found += _places(back.answers.use, under_license, strict_places)
        found += _signer(back.answers)
        found += _signed_on(form, back.answers.signature.signed_on, received_on, ends_on)
    order = list(Weight)
    return tuple(sorted(found, key=lambda one: order.index(one.weight)))


def _found(code: str, weight: Weight, field: str = "", **facts: str) -> ReturnFinding:
    return ReturnFinding(code, weight, field, facts)


def _file(form: CertificationForm, back: Back) -> Iterator[ReturnFinding]:
    """Yield what is odd about the file itself."""
    if back.superseded_by:
        yield _found("returned-superseded", _SERIOUS, newer=back.superseded_by)
    if back.before:
        yield _found("returned-another-before", _LOOK, on=back.before)
    unsigned = back.signature is DigitalSignature.NONE and not back.ink_signature_seen
    if unsigned and back.answers is not None:  # of a scan nobody can tell before it is looked at
        yield _found("returned-unsigned", _SERIOUS, "signature")
    yield from _signature(back)
    for trait in sorted(back.traits - {PdfTrait.ENCRYPTED}):
        yield _found(f"returned-holds-{trait.replace('_', '-')}", _SERIOUS)
    if back.answers is None:
        return
    if back.origin is None:
        yield _found("returned-origin-missing", _SERIOUS)
        return
    if back.origin.items != items_hash(form.items):
        yield _found("returned-items-altered", _SERIOUS)
    told = (back.origin.language, back.origin.wording, back.origin.translation)
    if told != (form.language, form.wording, form.translation):
        yield _found("returned-wording-altered", _SERIOUS)


def _signature(back: Back) -> Iterator[ReturnFinding]:
    """Yield what is to be known of a digital signature."""
    if back.signature is DigitalSignature.NONE:
        return
    if back.signature is DigitalSignature.BROKEN:
        yield _found("returned-signature-broken", _SERIOUS, "signature")
        return
    if back.signature is DigitalSignature.PART:
        yield _found("returned-signature-part", _SERIOUS, "signature")
    if back.signer:
        yield _found("returned-signature-not-checked", _NOTE, "signature", signer=back.signer)
    else:
        yield _found("returned-signature-nameless", _NOTE, "signature")


def _unread(back: Back) -> Iterator[ReturnFinding]:
    """Yield that a person has to read it, where none has; before that nothing is wrong with it."""
    if back.signature is not DigitalSignature.NONE:
        yield _found("returned-not-read", _LOOK)
    elif not back.ink_signature_seen:
        yield _found("returned-not-read", _NOTE)


def _print(form: CertificationForm, back: Back) -> Iterator[ReturnFinding]:
    """Yield whether somebody changed the pages themselves."""
    is_form = back.answers is not None
    found = print_difference(back.sent_print, back.printed, is_form=is_form)
    if found is None:
        if is_form and (back.sent_print or not back.is_whole):
            yield _found("returned-print-not-read", _LOOK)
        return
    if found.is_none:
        return
    weight = _SERIOUS if is_form else _LOOK  # a scan is read with mistakes
    yield _found("returned-print-altered", weight, gone=told(found.gone), new=told(found.new))
    cells = (
        text
        for item in form.items
        for text in (item.part, item.description, item.hs_code, item.eccn, item.quantity)
    )
    is_ours = back.origin is not None and back.origin.items == items_hash(form.items)
    if is_form and is_ours and found.touches(cells):
        yield _found("returned-items-altered", _SERIOUS)


def _names(asked: Answers, told: Answers) -> Iterator[ReturnFinding]:
    """Yield what is different in who the customer is: by that it was screened."""
    was, is_now = asked.customer.legal_name, told.customer.legal_name
    field = "customer_legal_name"
    if not is_now:
        yield _found("returned-field-empty", _SERIOUS, field)
    elif was and _plain(was) != _plain(is_now):
        yield _found("returned-name-changed", _SERIOUS, field, asked=was, returned=is_now)
    was, is_now = asked.customer.country, told.customer.country
    if not is_now:
        yield _found("returned-field-empty", _SERIOUS, "customer_country")
    elif was and was != is_now:
        yield _found(
            "returned-country-changed", _SERIOUS, "customer_country", asked=was, returned=is_now
        )
    if not told.customer.registered_address:
        yield _found("returned-field-empty", _LOOK, "customer_registered_address")


def _changed(asked: Answers, told: Answers) -> Iterator[ReturnFinding]:
    """Yield what we had filled in and the customer says otherwise."""
    pairs = [
        (f"customer_{name}", getattr(asked.customer, name), getattr(told.customer, name))
        for name in _CUSTOMER
    ]
    pairs += [
        (f"order_{name}", getattr(asked.order, name), getattr(told.order, name)) for name in _ORDER
    ]
    for field, was, is_now in pairs:
        if was and not is_now:
            if field != "customer_registered_address":
                yield _found("returned-taken-out", _LOOK, field, asked=was)
        elif was and _plain(was) != _plain(is_now):
            yield _found("returned-changed", _LOOK, field, asked=was, returned=is_now)
    if not told.roles:
        yield _found("returned-no-role", _SERIOUS, "role_purchaser")
    elif asked.roles and asked.roles != told.roles:
        yield _found("returned-roles-changed", _LOOK, "role_purchaser")


def _clauses(told: Answers, clauses: Sequence[str]) -> Iterator[ReturnFinding]:
    for letter, clause in zip(string.ascii_lowercase, clauses, strict=False):
        if clause not in told.confirmed:
            yield _found("returned-clause-missing", _SERIOUS, f"confirm_{clause}", clause=letter)


def _use(asked: Answers, told: Answers, under_license: Collection[str]) -> Iterator[ReturnFinding]:
    """Yield what is open of what is done with the goods, and by whom."""
    use = told.use
    if not use.uses:
        yield _found("returned-no-use", _SERIOUS, "use_use")
    elif asked.use.uses and use.uses != asked.use.uses:
        yield _found("returned-use-changed", _LOOK, "use_use")
    if IntendedUse.OTHER in use.uses and not use.other:
        yield _found("returned-other-use-not-said", _LOOK, "use_other_text")
    if not (use.country or use.countries):
        yield _found("returned-field-empty", _LOOK, "use_country")
    uses_it = Role.END_USER in told.roles
    if not (use.end_users or use.end_user_not_known or uses_it):
        yield _found("returned-no-end-user", _SERIOUS, "end_user_1_name")
    if use.end_user_not_known:
        yield _found("returned-end-user-unknown", _LOOK, "end_user_not_known")
    known = {_plain(one.name) for one in asked.use.end_users} | {_plain(told.customer.legal_name)}
    for row, one in enumerate(use.end_users, start=1):
        field = f"end_user_{row}_name"
        if _plain(one.name) not in known:
            yield _found("returned-end-user-new", _SERIOUS, field, name=_called(one))
        if one.country and one.country in under_license:
            yield _found(
                "returned-place-under-license", _SERIOUS, field, name=_called(one), at=one.country
            )
    if told.customer.country and told.customer.country in under_license:
        yield _found(
            "returned-place-under-license",
            _SERIOUS,
            "customer_country",
            name=told.customer.legal_name,
            at=told.customer.country,
        )


def _places(
    use: CertifiedUse,
    under_license: Collection[str],
    strict_places: Callable[[str], Collection[str]],
) -> Iterator[ReturnFinding]:
    """Yield where the goods are to be used that needs a license, chosen or written."""
    chosen = [use.country] if use.country in under_license else []
    written = [place for place in strict_places(use.countries) if place not in chosen]
    for place in chosen:
        yield _found("returned-use-under-license", _SERIOUS, "use_country", at=place)
    for place in written:
        yield _found("returned-use-under-license", _SERIOUS, "use_countries", at=place)


def _signer(told: Answers) -> Iterator[ReturnFinding]:
    one = told.signature
    for name in ("name", "title", "company"):
        if not getattr(one, name):
            yield _found("returned-field-empty", _SERIOUS, f"signer_{name}")
    if not one.authorized:
        yield _found("returned-not-authorized", _SERIOUS, "signer_authorized")
    if one.company and told.customer.legal_name and not _alike(one.company, told.customer):
        yield _found(
            "returned-signer-of-other",
            _LOOK,
            "signer_company",
            company=one.company,
            customer=told.customer.legal_name,
        )


def _signed_on(
    form: CertificationForm, text: str, received_on: date, ends_on: Callable[[date], date]
) -> Iterator[ReturnFinding]:
    field = "signer_signed_on"
    if not text:
        yield _found("returned-field-empty", _SERIOUS, field)
        return
    days = possible_days(text)
    fitting = [day for day in days if form.dated <= day <= received_on]
    if not days:
        yield _found("returned-day-unreadable", _LOOK, field, text=text)
    elif len(fitting) > 1:
        yield _found("returned-day-two-ways", _NOTE, field, on=text)
    elif not fitting and max(days) > received_on:
        yield _found("returned-day-ahead", _SERIOUS, field, on=text)
    elif not fitting:
        made = form.dated.isoformat()
        yield _found("returned-day-before-form", _SERIOUS, field, on=text, made=made)
    if fitting and (ends := ends_on(max(fitting))) < received_on:
        yield _found("returned-day-old", _SERIOUS, field, on=text, ended=ends.isoformat())


def possible_days(text: str) -> tuple[date, ...]:
    """Return the days that a date as people write it may mean: none, one, or two (3/4/2026)."""
    match = _DAY.fullmatch("".join(_digit(sign) for sign in text.strip()))
    if match is None:
        return ()
    first, second, third = match.groups()
    if len(first) == 4:
        orders = [(first, second, third)]
    elif len(third) == 4:
        orders = [(third, second, first), (third, first, second)]
    else:
        return ()
    days = []
    for year, month, day in orders:
        try:
            days.append(date(int(year), int(month), int(day)))
        except ValueError:
            continue
    return tuple(dict.fromkeys(days))


def _digit(sign: str) -> str:
    """Return a digit of any script as the one that `date` reads."""
    return str(int(sign)) if sign.isdecimal() else sign


def _alike(company: str, customer: CertifiedCustomer) -> bool:
    """Whether a signer's firm is the customer by one of its names, or the one in the other."""
    names = (customer.legal_name, *customer.other_names.split(";"))
    firm = _plain(company)
    return any(firm in name or name in firm for name in map(_plain, names) if name)


def _called(one: CertifiedEndUser) -> str:
    return one.name or one.address or one.country


def _plain(text: str) -> str:
    """Return a text by which a change of case, spaces or punctuation is none."""
    return " ".join(_PLAIN.sub(" ", folded(text)).split())
