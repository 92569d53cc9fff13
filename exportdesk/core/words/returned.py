"""Sentences about PDFs that came back, what was found in them, and what cannot be done."""

from collections.abc import Mapping

from exportdesk.core.certification_life import ReturnFinding
from exportdesk.core.i18n import _ as translated
from exportdesk.core.i18n import mark as _

SENTENCES: Mapping[str, str] = {
    # reading
    "returned-not-pdf": _(
        "{name} is not a PDF. Import the PDF that came back, or attach a scan to its certification"
        " by hand."
    ),
    "returned-damaged": _(
        "{name} is damaged and cannot be read as a PDF. Ask for it again. If another program opens"
        " it, choose its certification, import it there, and check it yourself."
    ),
    "returned-damaged-chosen": _(
        "{name} is damaged and cannot be read as a PDF. Ask for it again. If another program opens"
        " it, import it all the same, and check it yourself."
    ),
    "returned-encrypted": _(
        "{name} is protected: it asks for a password. Ask for it without a password and without"
        " protection, or attach it by hand and check it yourself."
    ),
    "returned-too-big": _(
        "{name} is larger than {most} MB, far more than a form is. Ask for it again, or scan it"
        " with less detail."
    ),
    "returned-too-long": _(
        "{name} could not be read within {seconds} seconds: it is damaged, or made to keep a"
        " program busy. Ask for it again, or choose its certification, import it there, and check"
        " it yourself."
    ),
    "returned-too-much-memory": _(
        "{name} takes more memory than any form does: it is damaged, or made to harm a program. Ask"
        " for it again, or choose its certification, import it there, and check it yourself."
    ),
    "returned-no-process": _(
        "The program that reads returned forms does not start. Close other programs and try again."
    ),
    # whose it is
    "returned-no-form": _("{name} is neither a PDF nor a picture, and was left alone."),
    "returned-no-code": _(
        "{name} holds no code of a certification. Say which one it belongs to, and check it"
        " yourself."
    ),
    "returned-other-paper": _(
        "{name} is “{paper}”, a paper that ExportDesk made, and not a signed certification."
    ),
    "returned-several-codes": _(
        "{name} holds the codes of several certifications: {codes}. Take them in one by one, or"
        " say which one it belongs to."
    ),
    "returned-not-ours": _(
        "{found} is not a certification of this workspace. It may be of another one, or of a"
        " backup that was never restored here."
    ),
    "returned-of-another": _("{name} holds the code {found}, which is not that of {number}."),
    "returned-accepted-before": _(
        "{number} is accepted already. Add {name} to its files, or send a corrected version."
    ),
    "returned-form-among": _(
        "{name} was filled in on screen, and is an answer of its own. Import it by itself; what"
        " belongs to it goes with it by “Add a file…”."
    ),
    "returned-same-twice": _("{name} is the same file as {other}. Choose each page once."),
    "returned-before": _("{name} was imported for {number} already, on {on}."),
    # findings
    "returned-superseded": _("It is an older version: {newer} took its place."),
    "returned-another-before": _(
        "Another filled form came back for it on {on}, and nobody has decided about that one."
        " Compare the two."
    ),
    "returned-unsigned": _(
        "It is not signed: there is no digital signature, and nobody has seen one in ink."
    ),
    "returned-signature-part": _("Something was added to the file after it was signed."),
    "returned-signature-broken": _(
        "Its digital signature does not fit the file: what was signed was changed, or it is no"
        " signature at all. Ask for it again, or for one in ink."
    ),
    "returned-signature-not-checked": _(
        "It holds a digital signature by {signer}. Whose it is was not checked: open the file in a"
        " program that does."
    ),
    "returned-signature-nameless": _(
        "It holds a digital signature that names nobody. Whose it is was not checked: open the file"
        " in a program that does."
    ),
    "returned-holds-javascript": _(
        "The file holds a script. It was not run; do not open it outside this program."
    ),
    "returned-holds-launch": _(
        "The file is made to start a program. Nothing was started; do not open it outside this"
        " program."
    ),
    "returned-holds-embedded-file": _(
        "Another file is hidden in it. It was not opened; do not open it either."
    ),
    "returned-holds-submit": _("The file is made to send what was filled in to somebody else."),
    "returned-holds-rich-media": _("The file holds sound, film or a program. It was not played."),
    "returned-holds-other-form": _(
        "The file holds a second form (XFA) that may show something else than what was read."
    ),
    "returned-origin-missing": _(
        "It does not say which form it was made from. Compare the items and the clauses with those"
        " sent."
    ),
    "returned-items-altered": _("The list of items is not the one that was sent."),
    "returned-wording-altered": _("Its text is of another version than the one that was sent."),
    "returned-print-altered": _(
        "What is printed on its pages is not what was sent. Not there any more: {gone}. There in"
        " its place: {new}."
    ),
    "returned-print-not-read": _(
        "What is printed on its pages could not be compared with what was sent. Look at the items"
        " and the clauses."
    ),
    "returned-not-read": _(
        "No program can read its fields. Read it yourself: is it as you asked, and is it signed?"
    ),
    "returned-field-empty": _("{what} is empty."),
    "returned-name-changed": _(
        "The name is not the one that was screened: “{returned}”, not “{asked}”. Screen it before"
        " you accept."
    ),
    "returned-country-changed": _("The country was changed from {asked} to {returned}."),
    "returned-changed": _("{what} was changed from “{asked}” to “{returned}”."),
    "returned-taken-out": _("{what} was taken out: “{asked}”."),
    "returned-no-role": _("It does not say what the customer is in this sale."),
    "returned-roles-changed": _("The customer has other roles than those asked."),
    "returned-clause-missing": _("Clause {clause} is not confirmed."),
    "returned-no-use": _("It does not say what the customer does with the items."),
    "returned-use-changed": _("The customer does something else with the items than was asked."),
    "returned-other-use-not-said": _("It says that the use is another one, but not which."),
    "returned-no-end-user": _("It does not say who uses the items in the end."),
    "returned-end-user-unknown": _("The customer does not know who uses the items in the end."),
    "returned-end-user-new": _(
        "{name} is named as an end user and was not among those asked. Screen it before you accept."
    ),
    "returned-use-under-license": _(
        "The items are to be used in {at}, to which a license is likely required."
    ),
    "returned-place-under-license": _(
        "{name} is in a place ({at}) to which a license is likely required."
    ),
    "returned-not-authorized": _("The signer does not say to be authorized to sign."),
    "returned-signer-of-other": _("The signer is of “{company}”, the customer is “{customer}”."),
    "returned-day-unreadable": _("The date of the signature cannot be read: {text}."),
    "returned-day-ahead": _("It is dated {on}, after the day it came back."),
    "returned-day-before-form": _("It is dated {on}, before the form was made ({made})."),
    "returned-day-old": _(
        "It was signed on {on}, too long ago: it would have counted until {ended}. Ask for a new"
        " one."
    ),
    "returned-day-two-ways": _("The date of the signature may mean two days: {on}."),
    # the life
    "certification-unknown": _("There is no certification {number}."),
    "certification-locked": _(
        "{number} was sent and is locked. Make a new version, which takes its place."
    ),
    "certification-not-sent": _("{number} was not sent yet."),
    "certification-not-returned": _("Nothing came back for {number} yet."),
    "certification-closed": _("{number} is {state}: this cannot be done with it any more."),
    "certification-changed-elsewhere": _(
        "{number} was changed elsewhere meanwhile. Look at it again."
    ),
    "certification-unsigned": _(
        "{number} is not signed. Accept it once it has a digital signature or somebody has seen"
        " one in ink."
    ),
    "certification-findings-open": _(
        "{count} things in {number} are not as asked. Say why you accept it all the same."
    ),
    "certification-name-missing": _("Say who decides."),
    "certification-newer-there": _("{number} has a newer version already: {newer}."),
    "certification-for-nobody": _("Choose a customer for the certification."),
    "certification-none-to-renew": _(
        "None of these can be renewed: a renewal is begun, or they were never accepted."
    ),
    "certification-out-missing": _(
        "Say with --out where to write the PDF, or keep a draft with --draft."
    ),
    "certification-ends-early": _("The day it ends, {on}, is past."),
    "certification-sku-unknown": _("There is no product with the number {sku}."),
}

_FIELDS: Mapping[str, str] = {
    "customer_legal_name": _("The legal name"),
    "customer_other_names": _("The other names"),
    "customer_registered_address": _("The registered address"),
    "customer_physical_address": _("The physical address"),
    "customer_country": _("The country"),
    "customer_website": _("The website"),
    "customer_registration_number": _("The registration number"),
    "customer_formed_on": _("The day of formation"),
    "order_reference": _("The order reference"),
    "order_day": _("The day of the order"),
    "order_period_from": _("The beginning of the period"),
    "order_period_to": _("The end of the period"),
    "use_country": _("The country of end use"),
    "use_countries": _("The countries of end use"),
    "signer_name": _("The name of the signer"),
    "signer_title": _("The title of the signer"),
    "signer_company": _("The company of the signer"),
    "signer_signed_on": _("The date of the signature"),
    "signer_place": _("The place of the signature"),
}


def finding_facts(found: ReturnFinding) -> dict[str, object]:
    """Return the facts that fill a finding's sentence, its field named among them."""
    named = _FIELDS.get(found.field)
    return {**found.facts, "what": translated(named) if named else found.field}
