"""Sentences about what changed around a case: in the book since, or since the last order."""

from collections.abc import Mapping

from exportdesk.core.i18n import mark as _

SENTENCES: Mapping[str, str] = {
    "product-changed": _(
        "The book classifies {product} otherwise by now: {now}. Take it as it is there, or say why"
        " it stays as it is here."
    ),
    "party-uses-elsewhere": _(
        "{party} is to use the goods, but is in {country}: that may be the country of destination."
    ),
    "letter-list-off": _(
        "The list of letter {number}, {list}, is turned off: nobody was compared with the parties"
        " it names. Turn it on in Lists."
    ),
    "certification-other-order": _(
        "Certification {number} is for order {order} only. A new one can be for all orders."
    ),
    "certification-other-period": _(
        "Certification {number} is for orders of another period: {first} – {last}. A new one can be"
        " for all orders."
    ),
    "certification-other-users": _("Certification {number} does not name as end user: {users}."),
    "lists-not-in-use": _(
        "No list in use holds: {lists}. Nobody was compared with these. Turn one on in Lists."
    ),
    "flag-looked-into": _(
        "Somebody asked about this red flag already, so it was not raised by mistake. Resolve it"
        " with what was found out."
    ),
    "look-up-ahead": _("The look-up is dated {on}, which is still to come."),
    "rulebook-ahead": _(
        "The rulebook is as of {as_of}, which is still to come. It would never be old, and every "
        "one made before that day would be refused."
    ),
    "flag-known-since": _("The customer is not new: its first order is more than {days} days ago."),
    "policy-newcomer_days": _("days for which a customer counts as new"),
    "differs-product-gone": _("{about} was in the last case, and is not in this one."),
    "differs-value": _("{about}: {after}; last time {before}."),
    "differs-jurisdiction": _("{about} is {after}; last time {before}."),
    "differs-owners": _("Owners and directors: {after}; last time {before}."),
    "since-items-new": _("{name}: the book classifies it otherwise by now, {after}."),
    "since-items-changed": _("{name}: the book classifies it otherwise by now, {after}."),
    "since-items-gone": _("{name}: the book agrees with the case again."),
}
