"""Sentences about products: what is missing, malformed or worth knowing."""

from collections.abc import Mapping

from exportdesk.core.i18n import mark as _

SENTENCES: Mapping[str, str] = {
    "product-sku-missing": _("There is no SKU. Give the product the number you order it by."),
    "product-description-missing": _("There is no description."),
    "product-origin-missing": _("The country of origin is not given."),
    "product-origin-unknown": _("“{text}” is not a country this program knows."),
    # the HS code
    "product-schedule-unknown": _("“{text}” is not one of HS, Schedule B and HTS."),
    "product-schedule-missing": _(
        "{code} has {digits} digits, so it is a country's own code: say whether it is Schedule B"
        " or HTS."
    ),
    "product-hs-missing": _(
        "There is no HS code, so it is not known whether this is a high-priority item."
    ),
    "product-hs-lost-zero": _(
        "“{text}” has {digits} digits, one too few: its leading zero was lost in a spreadsheet"
        " ({likely}), or its last digit is missing."
    ),
    "product-hs-scientific": _(
        "“{text}” is a number that a spreadsheet shortened. Format the column as text and import"
        " it again."
    ),
    "product-hs-not-digits": _(
        "“{text}” is not an HS code. It may hold digits, periods and spaces only."
    ),
    "product-hs-length": _("“{text}” has {digits} digits. An HS code has 6, 8 or 10."),
    "product-hs-chapter": _(
        "“{text}” begins with {chapter}. The chapters of the HS go from 01 to 97, without 77."
    ),
    "product-hs-national-chapter": _(
        "“{text}” begins with {chapter}. That chapter holds special provisions of a country, not"
        " goods: give the code of the goods."
    ),
    "product-hs-too-long": _(
        "{code} has {digits} digits. An HS code has 6: say whether this is Schedule B or HTS."
    ),
    "product-schedule-b-short": _(
        "{code} has {digits} digits. A Schedule B number has 10: give them all."
    ),
    "product-hts-short": _(
        "{code} has {digits} digits. An HTS number for an export filing has 10."
    ),
    "product-high-priority": _(
        "High-priority item, tier {tier}: {code}, {description} (list of {as_of})."
    ),
    "product-hs-retired-verified": _(
        "{code} is a code of 2017 that is no longer in use. It became {successors}, of which on the"
        " high-priority list: {high_priority}. Look up which one fits."
    ),
    "product-hs-retired-secondary": _(
        "{code} is, by published notes, a code of 2017 that is no longer in use. It became"
        " {successors}, of which on the high-priority list: {high_priority}. Look up which one"
        " fits."
    ),
    "product-hs-retired-unverified": _(
        "{code} looks like a code of 2017 that is no longer in use. It likely became {successors}"
        " (not checked), of which on the high-priority list: {high_priority}. Look up which one"
        " fits."
    ),
    # jurisdiction
    "product-jurisdiction-unknown": _(
        "“{text}” is not one of EAR, ITAR, other agency and not known."
    ),
    "product-jurisdiction-missing": _(
        "It is not known whose export controls the product is under: EAR, ITAR or another agency's."
    ),
    "product-jurisdiction-proposed": _(
        "EAR was chosen, because {eccn} is given. Choose otherwise if that is not so."
    ),
    "product-itar-without-category": _(
        "The product is under the ITAR, but no category of the US Munitions List is given."
    ),
    "product-usml-malformed": _(
        "“{text}” is not a category of the US Munitions List: I to XXI, perhaps with paragraphs,"
        " such as XI(c)."
    ),
    "product-category-without-itar": _(
        "Category {category} of the US Munitions List is given, but the product is not marked as"
        " ITAR."
    ),
    "product-eccn-though-itar": _(
        "{eccn} is given, but a product under the ITAR has no ECCN. One of the two is wrong."
    ),
    # the ECCN
    "product-eccn-missing": _(
        "The product is subject to the EAR, but neither an ECCN nor EAR99 is given."
    ),
    "product-eccn-malformed": _(
        "“{eccn}” is not written like an ECCN: a digit, a letter from A to E and three digits, such"
        " as 3A001 or 3A001.a.2, or EAR99."
    ),
    "product-eccn-not-in-index": _(
        "There is no {entry} on the Commerce Control List of {as_of}. Check the classification."
    ),
    "product-eccn-not-checked": _(
        "The Commerce Control List is not loaded, so it was not checked that {entry} exists. It is"
        " public, on ecfr.gov; Settings, under Rulebook, loads it and says how to get it."
    ),
    "product-eccn-ear99": _("EAR99: subject to the EAR, and not on the Commerce Control List."),
    "product-eccn-600-series": _("{eccn} is written like an entry of the 600 series."),
    "product-eccn-9x515": _("{eccn} is one of the spacecraft entries, 9A515 to 9E515."),
}
