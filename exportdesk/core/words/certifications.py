"""Sentences about customers' certifications: codes, wording."""

from collections.abc import Mapping

from exportdesk.core.i18n import mark as _

SENTENCES: Mapping[str, str] = {
    "certification-code-not-one": _(
        "{text} is not the code of a certification. A code looks like C-2026-0147-2-7K4Q-58 and "
        "is printed beside the number."
    ),
    "certification-code-mistyped": _(
        "A character of {text} is wrong: its check digits do not fit. Compare it with the paper."
    ),
    "wording-bad": _("The wording of certifications in {file} cannot be used. In {where}: {why}."),
    "wording-no-language": _("There is no wording in {language}. There is one in {known}."),
    "wording-other-version": _(
        "The translation into {language} is one of the English wording {translates}; the English "
        "wording in use is {version}. Use English alone, or translate that version."
    ),
    "logo-unreadable": _(
        "The logo cannot be used: {why}. Choose a PNG or JPEG picture of up to 2 MB."
    ),
}
