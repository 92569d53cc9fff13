"""Sentences about the book as a whole: what keeps screening from being good, and doubles."""

from collections.abc import Mapping

from exportdesk.core.i18n import mark as _

SENTENCES: Mapping[str, str] = {
    "checking-the-book": _("Checking the customers"),
    "merged-reference": _("Merged with {name}, whose reference was {value}."),
    "merged-kind": _("Merged with {name}, which was down as: {value}."),
    "merged-website": _("Merged with {name}, whose website was {value}."),
    "merged-email_domain": _("Merged with {name}, whose e-mail was {value}."),
    "merged-formed_on": _("Merged with {name}, which was formed on {value}."),
    "hygiene-legal_form_only": _(
        "The name is nothing but a legal form. Nobody can be found by it."
    ),
    "hygiene-generic_name": _(
        "Every word of this name is a common one. Screening finds too many by it, or nobody: add"
        " the full legal name, a native name or an identifier."
    ),
    "hygiene-no_country": _(
        "No country is given. With one, fewer parties elsewhere come up as possible matches."
    ),
    "hygiene-same_name": _("The same name but for the legal form, and no other country."),
    "hygiene-near_name": _("Nearly the same name, and no other country."),
    "hygiene-same_identifier": _("{count} customers have the identifier {value}."),
    "hygiene-same_address": _("{count} customers are at {value}."),
    "hygiene-same_domain": _("{count} customers use {value}."),
    "hygiene-title-legal_form_only": _("Only a legal form"),
    "hygiene-title-generic_name": _("Too generic to screen"),
    "hygiene-title-no_country": _("No country"),
    "hygiene-title-same_name": _("Probably twice"),
    "hygiene-title-near_name": _("Perhaps twice"),
    "hygiene-title-same_identifier": _("Same identifier"),
    "hygiene-title-same_address": _("Same address"),
    "hygiene-title-same_domain": _("Same website or e-mail"),
}
