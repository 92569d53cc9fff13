"""Sentences about looking for a newer version of the program."""

from collections.abc import Mapping

from exportdesk.core.i18n import mark as _

SENTENCES: Mapping[str, str] = {
    "version-no-address": _(
        "This copy of the program does not know a website where new versions appear. Ask where you"
        " got it from whether there is a newer one."
    ),
    "version-off": _(
        "Looking for a newer version is switched off. Switch it on in Settings, under Privacy."
    ),
    # why nothing is known
    "version-no-way": _(
        "{host} could not be reached: whether there is a newer version is not known."
    ),
    "version-proxy": _(
        "The proxy did not let the program through to {host}. Look at the proxy in the settings, "
        "under Control lists."
    ),
    "version-untrusted": _(
        "{host} did not prove that it is {host}, so it was not asked for a newer version."
    ),
    "version-none": _("{host} has no release of ExportDesk at the address of this copy."),
    "version-turned-away": _("{host} gives no answer at the moment. Try again tomorrow."),
    "version-answer-bad": _(
        "What {host} sent says nothing of a version: it broke off, or it is a login page of the "
        "network you are in."
    ),
    "version-not-kept": _(
        "The answer could not be written to the workspace: whether there is a newer version is not "
        "known."
    ),
}
