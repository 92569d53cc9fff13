"""Sentences about who owns a firm: the calculation line by line, and what follows from it."""

from collections.abc import Mapping

from exportdesk.core.i18n import mark as _

SENTENCES: Mapping[str, str] = {
    # the calculation, line by line
    "ownership-share-listed": _("{owner} ({lists}) holds {percent} % of {firm}."),
    "ownership-share-owned": _(
        "{owner} counts as {counts_as} by its owners and holds {percent} % of {firm}; the whole of"
        " that counts."
    ),
    "ownership-step-reached": _(
        "Together {total} % of {firm}: {threshold} % or more, so {firm} counts as {counts_as}."
    ),
    "ownership-step-below": _(
        "Together {total} % of {firm}: under {threshold} %, so {firm} does not count as"
        " {counts_as}."
    ),
    "ownership-step-none": _(
        "No owner that counts as {counts_as} is known to hold a share of {firm}."
    ),
    # what follows under a rule
    "ownership-reached": _(
        "{rule}: {total} % of {firm} belongs to owners that count as {counts_as}. From {threshold}"
        " % on, {firm} counts as {counts_as} too. Listed owners: {owners}."
    ),
    "ownership-reached-not-in-force": _(
        "{rule}: {total} % of {firm} belongs to owners that count as {counts_as}. The rule is not"
        " in force on {on}; if it were, {firm} would count as {counts_as}. Listed owners: {owners}."
    ),
    "ownership-strictest": _(
        "{rule}: several listed owners. Compare what applies to each of them: {owners}."
    ),
    "ownership-below": _(
        "{rule}: {total} % of {firm} belongs to owners that count as {counts_as}, under"
        " {threshold} %. Listed owners: {owners}."
    ),
    "ownership-minority-above": _(
        "{rule}: {total} % of {owned}, which owns part of {firm}, belongs to owners that count as"
        " {counts_as}. Under {threshold} %, so {owned} does not count."
    ),
    "ownership-unknown-share": _(
        "{rule}: {owner} ({standing}) holds a share of {owned} that is not known, at most"
        " {at_most} %."
    ),
    "ownership-undecided-owner": _(
        "{rule}: {owner} is a possible match on {lists}, and nobody has decided it yet."
    ),
    "ownership-programs-unknown": _(
        "{rule}: {owner} is on {lists}, but under which program is not known. Only some count."
    ),
    "ownership-could-reach": _(
        "{rule}: {total} % of {firm} counts for sure, but it may be up to {could_be} % once what is"
        " open is settled: undecided owners, unknown shares, shares entered twice."
    ),
    "ownership-parent": _("{rule}: {owner} holds a share of {owned}, which is on {lists}."),
    # what is missing or cannot be right
    "ownership-not-a-share": _("“{percent}” is not a share of {owned} that {owner} can hold."),
    "ownership-own-shares": _("{firm} holds shares of itself. They are not counted."),
    "ownership-over-whole": _("The shares of {firm} add up to {total} %, more than there are."),
    "ownership-entered-twice": _(
        "{owner} stands {count} times as an owner of {owned}. The greatest share, {percent} %, is"
        " what counts for sure."
    ),
    "ownership-not-screened": _(
        "{owner} was not screened, so it is not known to be listed or not."
    ),
    "ownership-circle": _("These own themselves through others: {firms}."),
    "ownership-not-told": _("Who owns {firm} is not given."),
    "ownership-share-missing": _("How much of {owned} {owner} holds is not given."),
    "ownership-incomplete": _("Who owns the other {left} % of {firm} is not given."),
    "ownership-owners-unknown": _("Who owns {firm} in turn is not given."),
}
