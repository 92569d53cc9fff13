"""Sentences about customers' certifications: codes, wording."""

from collections.abc import Iterable, Mapping

from exportdesk.core.i18n import _ as translated
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
    "wording-lacks": _("The English wording does not say: {points}."),
    "wording-point-8-subject": _("that the items are subject to the EAR (point 8)"),
    "wording-point-8-license": _("that Russia and Belarus need a US license (point 8)"),
    "wording-point-8-regions": _("the Crimea, Donetsk and Luhansk regions (point 8)"),
    "wording-point-9-places": _(
        "no reexport or transfer, directly or through others, where it is forbidden (point 9)"
    ),
    "wording-point-9-uses": _("no end use or end user of part 744 (point 9)"),
    "wording-point-9-listed": _("no listed parties (point 9)"),
    "wording-point-9-owned": _("no parties that listed ones own by 50 percent (point 9)"),
    "wording-point-9-comply": _("that the customer will comply with the EAR (point 9)"),
    "wording-point-10-assurance": _("the same assurance in writing from the next buyer (point 10)"),
    "wording-point-10-records": _("that the customer keeps records (point 10)"),
    "wording-point-10-tell": _("that it says on request where the items went (point 10)"),
    "wording-point-11-change": _("that it tells you of changes, in a new statement (point 11)"),
    "wording-point-12-true": _("that what it states is true and complete (point 12)"),
    "wording-point-12-punished": _("that false statements may be punished (point 12)"),
    "wording-point-13-authority": _("that the signer has authority (point 13)"),
    "logo-unreadable": _(
        "The logo cannot be used: {why}. Choose a PNG or JPEG picture of up to 2 MB."
    ),
}


def lacks_words(codes: Iterable[str]) -> str:
    """Return what a wording does not say of what the program's own does, "" for nothing."""
    said = "; ".join(translated(SENTENCES[code]) for code in codes)
    return translated(SENTENCES["wording-lacks"]).format(points=said) if said else ""
