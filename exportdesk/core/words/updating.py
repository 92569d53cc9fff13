"""Sentences about keeping lists up to date: sources, checks, the scheduled task."""

from collections.abc import Mapping

from exportdesk.core.i18n import mark as _

SENTENCES: Mapping[str, str] = {
    "update-not-tried": _("No network: {source} was not asked for."),
    "update-no-network": _("No network: nothing was fetched."),
    "override-one-source": _(
        "A reason to take a refused file goes with one source: lists update SOURCE --override "
        "REASON."
    ),
    "source-off": _("{source} is turned off. Turn it on first: it is not used for screening."),
    "source-not-held": _("There is no list of your own called {source}."),
    "nothing-refused": _(
        "No file of {source} waits to be taken: it was refused for good, or replaced since. Look "
        "for newer lists again."
    ),
    "proxy-unusable": _(
        "{proxy} cannot be used as a proxy: it must be an http address with a server, such as "
        "http://proxy.example:8080."
    ),
    "schedule-time-bad": _("{text} is not a time of day. Write it as HH:MM, such as 07:30."),
    "schedule-impossible": _(
        "This system offers no timer for a user: neither systemd ({systemd}) nor cron ({cron}). "
        "Nothing was set up; let your own tool run: {command}"
    ),
    "schedule-failed": _("The system did not set up the daily update: {command} said: {said}"),
    "schedule-unwritable": _("{path} cannot be written: {detail}. Nothing was set up."),
}
