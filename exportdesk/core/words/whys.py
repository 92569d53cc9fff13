"""What is wrong at one place of a file or with a picture: the part of a sentence that says why.

Each stands as `{why}` at the end of a sentence of an error, which names the file and the place.
"""

from collections.abc import Mapping

from exportdesk.core.i18n import mark as _

SENTENCES: Mapping[str, str] = {
    "place-file": _("the file"),
    "place-byte": _("byte {number}"),
    # any file
    "why-missing": _("is missing"),
    "why-empty": _("is missing or empty"),
    "why-unknown": _("is not known here"),
    "why-unknown-key": _("is not a key this program knows"),
    "why-not-one-of": _("is not one of {words}"),
    "why-not-utf8": _("is not UTF-8 text"),
    "why-unreadable": _("cannot be read ({detail})"),
    "why-not-yes": _("is neither true nor false"),
    "why-not-text": _("is not a text or a number"),
    "why-not-texts": _("is not a list of texts"),
    "why-not-table": _("is not a table"),
    "why-not-one-table": _("is not one table"),
    "why-not-tables": _("is not a list of tables"),
    "why-not-number": _("is not a number such as 2400 or 1250.50"),
    "why-not-above-zero": _("is not above zero"),
    "why-below-zero": _("is below zero"),
    "why-not-currency": _("is not a code of three letters such as USD"),
    "why-not-day": _("is not a day as YYYY-MM-DD"),
    # a file of a case or letter
    "why-no-customer": _("names no customer of ours: {reference}"),
    "why-no-product": _("names no product of ours, and nothing else is said: {sku}"),
    "why-in-book": _("is said by the book, which has the product {sku}"),
    "why-no-party": _('is no table, "same as ROLE", "unknown" or "none"'),
    "why-other-purchaser": _("is not the customer that the file names: say one of them"),
    "why-same-as-itself": _("is the same as itself: name another role"),
    "why-number-twice": _("is the number of another one here, too"),
    "why-no-question": _("is no question of the rulebook"),
    "why-no-answer": _("does not take the answer {value}"),
    "why-still-to-come": _("{value} is still to come"),
    "why-no-country": _("is not a country code or name: {text}"),
    "why-no-item": _("is missing, and so are eccn, sku and text"),
    "why-parties-twice": _("stands beside parties: say one of them"),
    # a wording
    "why-too-large": _("it is larger than any wording"),
    "why-too-long": _("is longer than {most} characters"),
    "why-no-texts": _("there is no [texts] table"),
    "why-no-such-text": _("is not a text of this form"),
    "why-clause-more": _("holds more than id, text and basis"),
    "why-brace": _("has a brace that does not belong there ({detail})"),
    "why-place-unfilled": _("has a place {place} that nothing fills"),
    "why-place-lacks": _("lacks the place {place}"),
    "why-same-version": _("is that of the program's own text; give yours another"),
    "why-not-this": _("is not “{wanted}”"),
    "why-not-language": _("is not “{wanted}”, as the name of the file says"),
    "why-not-version": _("is not up to 40 letters, digits, dots and hyphens"),
    "why-clauses": _("there is not one [[clause]] table, or over {most}"),
    "why-id": _("is no plain word, or stands here twice"),
    "why-no-place": _("has no place in this form"),
    "why-not-so-many": _("is no list of up to {most} tables"),
    "why-lacks": _("lacks {id}"),
    # a logo
    "logo-large": _("it is larger than 2 MB"),
    "logo-drawing": _("it is an SVG drawing: save it as a PNG picture"),
    "logo-pixels": _("it has more than 25 million pixels"),
    "logo-no-picture": _("it is no PNG or JPEG, or is damaged"),
    "logo-thin": _("it is so thin that nothing of it would be seen"),
}
