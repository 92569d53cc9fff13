"""Sentences about long work, set-up and the desk itself."""

from collections.abc import Mapping

from exportdesk.core.i18n import mark as _

SENTENCES: Mapping[str, str] = {
    "cancelled": _("Stopped. Nothing was changed."),
    "worker-died": _("The background work stopped unexpectedly. Nothing was changed; try again."),
}
