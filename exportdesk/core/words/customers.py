"""Words about customers: what is wrong with one as typed, and what cannot be done."""

from collections.abc import Mapping

from exportdesk.core.i18n import mark as _m

SENTENCES: Mapping[str, str] = {
    "comparing-with-the-book": _m("Comparing with what you have"),
    "name-missing": _m("A name is needed: it is what is screened."),
    "name-without-letters": _m("The name holds no letters or digits."),
    "text-too-long": _m("This is longer than {most} characters."),
    "country-bad": _m("“{said}” is not a country code."),
    "country-missing": _m(
        "No country is given. With one, fewer parties elsewhere come up as possible matches."
    ),
    "formed-on-bad": _m("“{said}” is not a date. Write it as 2019, 2019-05 or 2019-05-31."),
    "formed-on-ahead": _m("{said} is still to come."),
    "website-bad": _m("“{said}” is not the address of a web site."),
    "email-bad": _m("“{said}” is no e-mail address."),
    "email-domain-bad": _m("“{said}” is neither an e-mail address nor a domain."),
    "percent-bad": _m("“{said}” is not a share from 0 to 100 %."),
    "related-to-nobody": _m("The party that this one is related to is not there."),
    "role-missing": _m("Say what this party is: an owner, a director, a bank."),
    "reference-taken": _m("{name} has the reference “{reference}” already."),
    "sku-taken": _m("Another product has the SKU “{sku}” already."),
    "customer-unknown": _m("There is no such customer."),
    "product-unknown": _m("There is no such product."),
    "customer-not-sound": _m("The customer is not saved: {why}"),
    "product-not-sound": _m("The product is not saved: {why}"),
    "batch-unknown": _m("There is no such step to undo."),
    "batch-undone-already": _m("This has been undone already."),
    "batch-changed-since": _m(
        "Nothing was undone: what this step did was changed since, or its reference was taken."
    ),
    "match-gone": _m(
        "This match is not there any more: the customer or the lists changed. Nothing was decided."
    ),
    "match-changed": _m(
        "{name} looks different from when it was shown. Look at it again, then decide."
    ),
    "decision-altered": _m(
        "A decision on {name} of {at} is not as it was made: it was changed since."
    ),
    "decision-gone": _m("A decision on {name} is no longer in the book."),
    "step-altered": _m("What step {batch} did to the book is not as it was kept."),
    "decision-unknown": _m("There is no such decision."),
    "decision-not-standing": _m("This decision was taken back or replaced already."),
    "file-too-big": _m("“{name}” is larger than {most} MB and was not added."),
    "file-is-folder": _m("“{name}” is a folder. Add the files in it."),
    "review-date-past": _m("The review date {day} is not in the future."),
}
