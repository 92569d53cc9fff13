"""Sentences about PDFs that came back, and what was found in them."""

from collections.abc import Mapping

from exportdesk.core.i18n import mark as _

SENTENCES: Mapping[str, str] = {
    "returned-not-pdf": _(
        "{name} is not a PDF. Take in the PDF that came back, or attach a scan to its certification"
        " by hand."
    ),
    "returned-damaged": _(
        "{name} is damaged and cannot be read. Ask for it again, or attach it by hand and check"
        " it yourself."
    ),
    "returned-encrypted": _(
        "{name} is protected with a password. Ask for a copy without one, or attach it by hand and"
        " check it yourself."
    ),
    "returned-too-big": _(
        "{name} is larger than {most} MB, far more than a form is. Ask for it"
        " again, or scan it with less detail."
    ),
    "returned-too-long": _(
        "{name} could not be read within {seconds} seconds: it is damaged, or made to keep a"
        " program busy. Ask for it again, or attach it by hand and check it yourself."
    ),
    "returned-too-much-memory": _(
        "{name} takes more memory than any form does: it is damaged, or made to harm a program. Ask"
        " for it again, or attach it by hand and check it yourself."
    ),
    "returned-no-process": _(
        "The program that reads returned forms does not start. Close other programs and try again."
    ),
}
