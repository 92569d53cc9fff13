"""Sentences about fetching lists: what is under way, and every way it can fail."""

from collections.abc import Mapping

from exportdesk.core.i18n import mark as _

SENTENCES: Mapping[str, str] = {
    # stages of the work
    "list-connecting": _("Asking the publisher"),
    "list-downloading": _("Downloading the list"),
    "list-resuming": _("Going on with the download"),
    "list-waiting": _("Waiting before the next try"),
    # nothing was asked
    "fetch-no-address": _(
        "{source} is not fetched by the program. Save it from {page} and import the file."
    ),
    "fetch-address-bad": _(
        "The address of {source} is not one of the web: {detail}. Correct it in catalogue.toml."
    ),
    "fetch-running": _("{source} is being fetched already. Wait until that is done."),
    "fetch-folder-read-only": _(
        "{folder} cannot be written, so {source} was not fetched. Ask for the right to write there."
    ),
    "fetch-folder-unusable": _("{source} could not be written to {folder}: {detail}."),
    "fetch-disk-full": _(
        "The disk that holds {folder} has no room for {source}. Make room and try again."
    ),
    # no connection
    "fetch-offline": _("No network: {source} was not fetched."),
    "fetch-name-unknown": _(
        "The server {host} was not found: there is no network, or {source} has moved. If other "
        "pages open, look at {page}."
    ),
    "fetch-refused": _("{host} takes no connections at the moment. Try {source} again later."),
    "fetch-unreachable": _("{host} cannot be reached ({detail}). Try {source} again later."),
    "fetch-connect-timeout": _(
        "{host} did not take up the connection in time. Try {source} again later."
    ),
    "fetch-certificate": _(
        "{host} does not prove that it is {host} ({detail}), so nothing was fetched from it. If "
        "your company inspects its web traffic, its certificate must be among those that this "
        "computer trusts."
    ),
    "fetch-tls": _(
        "No secure connection to {host} came about ({detail}). Try {source} again later."
    ),
    "fetch-proxy-unreachable": _(
        "The proxy {proxy}, through which this computer reaches the web, does not answer. Look at"
        " the proxy in the network settings."
    ),
    "fetch-proxy-refused": _(
        "The proxy does not let the program through to {host} ({detail}). Ask whoever looks after"
        " the network to allow {host}."
    ),
    "fetch-proxy-unusable": _(
        "The program cannot use the proxy {proxy}: it must be an http address with a server. "
        "Correct it in the settings."
    ),
    # the answer does not come, or not to its end
    "fetch-first-byte": _(
        "{host} took the question and did not answer within {seconds} seconds. Try {source} again"
        " later."
    ),
    "fetch-stalled": _(
        "{host} stopped sending in the middle: nothing came for {seconds} seconds. What arrived "
        "of {source} is gone on with if it can be."
    ),
    "fetch-too-slow": _(
        "{source} was not there after {seconds} seconds, so the download was given up. Try again "
        "when the network is faster."
    ),
    "fetch-cut": _(
        "The download of {source} from {host} broke off. Try again: what arrived is gone on with "
        "if it can be."
    ),
    "fetch-end-missing": _(
        "What {host} sent as {source} ends in the middle. It was thrown away. Try again later."
    ),
    "fetch-hung-up": _(
        "{host} broke off the connection without an answer. Try {source} again later."
    ),
    "fetch-protocol": _(
        "{host} gave an answer that makes no sense ({detail}). Try {source} again later."
    ),
    "fetch-encoding": _(
        "What {host} sent could not be unpacked ({detail}). It was thrown away. Try {source} "
        "again later."
    ),
    "fetch-range-wrong": _(
        "{host} sent another part of {source} than was asked for. It was thrown away. Try again "
        "later."
    ),
    "fetch-unasked": _(
        "{host} answered a question that was not asked (status {status}). Try {source} again later."
    ),
    "fetch-too-large": _(
        "{host} sends far more than any list holds (the limit is {megabytes} MB). It was thrown "
        "away. Look at {page}: the list may have moved."
    ),
    "fetch-expands": _(
        "What {host} sent unpacks to far more than any list holds. It was thrown away. Look at "
        "{page}."
    ),
    # an answer, but no list
    "fetch-gone": _(
        "{source} is no longer at its address on {host} (status {status}). Look at {page} for "
        "where it is now, and correct the address in catalogue.toml of the workspace."
    ),
    "fetch-no-day": _(
        "{host} has no edition of {source} for any of the last {days} days. Look at {page}."
    ),
    "fetch-forbidden": _(
        "{host} does not hand out {source} to the program (status {status}). See whether it opens"
        " in a browser; then save it there and import the file."
    ),
    "fetch-expired": _(
        "{host}, where the publisher sent the program for {source}, turned it away (status "
        "{status}). Try again later."
    ),
    "fetch-too-many": _(
        "{host} was asked too often and wants to be left alone for a while. Try {source} again in"
        " an hour."
    ),
    "fetch-server-error": _(
        "{host} has a fault of its own (status {status}). Try {source} again later."
    ),
    "fetch-status": _("{host} answered with status {status} instead of {source}. Look at {page}."),
    "fetch-redirect-loop": _(
        "{host} sends the program on and on ({count} times). Look at {page}: {source} may have "
        "moved."
    ),
    "fetch-redirect-insecure": _(
        "{host} wants {source} fetched over a connection without protection, from {to}. That was "
        "not done. Look at {page}."
    ),
    "fetch-redirect-odd": _(
        "{host} sends the program to a place that is no address of the web ({to}). Look at {page}."
    ),
    "fetch-web-page": _(
        "{host} sent a web page instead of {source}: often a login page, of the publisher or of "
        "the network you are in. It was thrown away. Open {page} in a browser to see what it "
        "wants."
    ),
    "fetch-empty": _("{host} sent an empty file instead of {source}. Try again later."),
    # how the lists stand after any of these, said at its end
    "kept-lists": _("The lists you have stay in force."),
    "kept-nothing": _(
        "You do not have this list yet, so nothing is screened against it. Its file can also be "
        "saved from {page}, on this computer or another, and imported."
    ),
    "kept-elsewhere": _(
        "You do not have this list itself yet; the parties on it are screened against in {holder}."
    ),
    "kept-partly": _(
        "You do not have this list yet, so of the parties on it only those are screened against "
        "that are in {holder}. Its file can also be saved from {page}, on this computer or "
        "another, and imported."
    ),
    "kept-some": _(
        "The lists you have stay in force. Nothing is screened against those you do not have yet; "
        "their files can also be saved on another computer and imported."
    ),
    "kept-none": _(
        "You do not have any of these lists yet, so nothing is screened against them. Their files "
        "can also be saved on another computer and imported."
    ),
}
