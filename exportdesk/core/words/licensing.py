"""Sentences of the license indicator: its grounds, what was not checked, and filing hints."""

from collections.abc import Mapping

from exportdesk.core.i18n import mark as _

_VERDICTS: Mapping[str, str] = {
    # A chip's words for each verdict, and the same as a sentence.
    "license-verdict-likely_required": _("License likely required"),
    "license-verdict-depends": _("Depends"),
    "license-verdict-not_checked": _("Not checked"),
    "license-verdict-not_indicated": _("Not indicated"),
    "license-verdict-likely_required-means": _("A license is likely required."),
    "license-verdict-depends-means": _(
        "It depends on what only you can tell. Until then it counts as a license likely required."
    ),
    "license-verdict-not_checked-means": _("This was not checked, or not all of it."),
    "license-verdict-not_indicated-means": _(
        "A license is not indicated on these grounds. This is not a permission: other rules may "
        "ask for one."
    ),
}

_CHART: Mapping[str, str] = {
    "license-ear99": _(
        "EAR99 is not on the Commerce Control List: the Country Chart asks nothing."
    ),
    "license-no-eccn": _(
        "Neither an ECCN nor EAR99 is given, so the Country Chart could not be looked at."
    ),
    "license-no-list": _(
        "The Commerce Control List was not loaded, so the reasons for control of {eccn} are not "
        "known."
    ),
    "license-unknown-eccn": _("The Commerce Control List has no entry for {eccn}."),
    "license-in-words": _(
        "The entry of {eccn} states its license requirements in words. Read the entry."
    ),
    "license-chart": _(
        "{eccn} is controlled for {reason}, and the chart marks {column} for {country}: a license "
        "is likely required."
    ),
    "license-chart-clear": _(
        "{eccn} is controlled for {reason}; the chart does not mark {column} for {country}."
    ),
    "license-paragraph-open": _(
        "This depends on the paragraph of {eccn}, and counts as a license likely required until it "
        "is answered whether it is meant: “{control}”."
    ),
    "license-other-paragraph": _("This control is on another paragraph than {eccn}: “{control}”."),
    "license-everywhere": _(
        "{eccn} is controlled for every destination: a license is likely required. “{requirement}”"
    ),
    "license-named-place": _(
        "The entry of {eccn} names {country} or a group it is in: a license is likely required. "
        "“{requirement}”"
    ),
    "license-other-place": _(
        "The entry of {eccn} names other places than {country}: “{requirement}”"
    ),
    "license-control-in-words": _(
        "The entry of {eccn} says in words what is required. Read it: “{control}: {requirement}”"
    ),
    "license-no-chart": _("The Country Chart was not loaded, so {column} is not checked."),
    "license-no-row": _(
        "The Country Chart has no row for {country}. Find out which country's row it goes by."
    ),
    "license-chart-points": _(
        "The Country Chart has no marks for {country}, which permits nothing: “{pointer}”"
    ),
    "license-footnote": _(
        "Footnote {number} of the Country Chart for {country} names the entry of {eccn}. It counts "
        "as a license likely required until it is answered whether this item is meant."
    ),
    "license-no-table": _("The {table} was not loaded from the eCFR."),
    "license-groups-of-rulebook": _(
        "The country groups were not loaded; those of the rulebook were used."
    ),
    "license-chart-footnote": _(
        "Footnote {number} of the Country Chart was not checked: “{words}”"
    ),
}

_PLACES: Mapping[str, str] = {
    "license-no-destination": _("There is no destination."),
    "license-place-unknown": _("The rulebook has no row for {country}."),
    "license-embargo": _("{rule}: a license is likely required for this item, as for nearly all."),
    "license-embargo-but": _(
        "{rule}: a license is likely required for this item, as for all but {spares}."
    ),
    "license-place-eccn": _("{rule}: a license is likely required for {eccn}."),
    "license-place-code": _(
        "{rule}: the code {hs} is among those of the supplement, so a license is likely required."
    ),
    "license-place-code-unverified": _(
        "{rule}: chapter {chapter} is said to be in the supplement, which was not verified; a "
        "license is likely required."
    ),
    "license-place-no-code": _("{rule}: there is no HS code to look up."),
    "license-place-supplement": _(
        "{rule}: whether the item is in {listed} was not checked. {missing} Look it up there."
    ),
    "license-place-no-eccn": _("Without an ECCN or EAR99 it cannot be said whether this applies."),
    "license-place-foreign": _("{rule}: whether this applies to the item was not checked."),
    "license-place-end-use": _("{rule}: a license is likely required for this end use."),
    "license-region-open": _(
        "It was not said whether the goods go to one of these regions: {regions}. A license is "
        "likely required there."
    ),
    "license-place-note": _("{country} has rules of its own that were not checked: {note}"),
    "license-foreign-made": _(
        "Whether the item counts as a US item was not checked: US origin, US content above the "
        "small share allowed, or a direct product of US technology."
    ),
}

_USES: Mapping[str, str] = {
    "license-end-use": _("{name}: a license is likely required."),
    "license-end-use-part": _(
        "{name}: a license is likely required for some items or circumstances, and counts as "
        "likely required here until that is settled."
    ),
    "license-end-use-no": _("{name}: you answered that this is not the end use."),
    "license-end-use-open": _("{name}: the end use is not known yet. {prompt}"),
    "license-end-use-not-asked": _("Not looked at: {name} ({citation})."),
    "license-supplement-2": _(
        "{eccn} is in Supplement No. 2 to part 744: a license is likely required."
    ),
    "license-supplement-2-part": _(
        "Part of {eccn} is in Supplement No. 2 to part 744. It counts as a license likely required "
        "until it is answered whether this item is meant."
    ),
    "license-supplement-2-not": _("{eccn} is not in Supplement No. 2 to part 744 as known here."),
}

_PARTIES: Mapping[str, str] = {
    "license-party-block": _(
        "{party} is on the list “{list}”: nothing may go unless the agency authorizes it."
    ),
    "license-party-hold": _("{party} is on the list “{list}”: a license is likely required."),
    "license-party-published": _(
        "{party} is on the list “{list}”: a license is likely required for what the entry says: "
        "“{requirement}”"
    ),
    "license-party-address": _(
        "{party} is at an address of the Entity List: a license is likely required for this item."
    ),
    "license-party-address-ear99": _(
        "{party} is at an address of the Entity List. For EAR99 items this depends on Supplement "
        "No. 7 to part 746, of which only some codes are known here; it counts as a license likely "
        "required until it is answered."
    ),
    "license-party-document": _(
        "{party} is on the list “{list}”. That is no license requirement by itself, but a signed "
        "statement comes first and no license exception may be used."
    ),
    "license-party-review": _("{party} is on the list “{list}”: read what the listing restricts."),
    "license-party-behind": _(
        "{party} is on the list “{list}” and stands behind a party without taking part itself: "
        "what that means is a matter of ownership and control."
    ),
}

_OTHER: Mapping[str, str] = {
    "license-itar": _("{item} is under the ITAR: not for this program. Ask the State Department."),
    "license-other": _(
        "{item} is under another agency's export controls: not for this program. Ask that agency."
    ),
    "license-jurisdiction-open": _("It is not known whose export controls {item} is under."),
    # Filing (EEI) and the destination control statement.
    "filing-need-required": _("Needed"),
    "filing-need-not_indicated": _("Not indicated"),
    "filing-need-not_checked": _("Not checked"),
    "filing-license": _(
        "A license is likely required, and an export under a license is filed (EEI)."
    ),
    "filing-license-open": _(
        "Whether a license is required was not checked in full. An export under a license is filed "
        "(EEI)."
    ),
    "filing-eei": _("{why}"),
    "filing-statement": _("The invoice carries the destination control statement."),
    "filing-no-eccn": _("Without an ECCN or EAR99 this is not checked."),
    "filing-value": _(
        "The line is worth {value} US dollars, more than {limit}: it is filed (EEI)."
    ),
    "filing-value-together": _(
        "The lines under the code {hs} are worth {together} US dollars together, more than "
        "{limit}: they are filed (EEI)."
    ),
    "filing-value-others-open": _(
        "The line is worth {value} US dollars, but what another line under its code is worth in US "
        "dollars is not known, so the limit of {limit} is not checked."
    ),
    "filing-value-code-open": _(
        "The line is worth {value} US dollars. Another line may be under the same code, as an HS "
        "code is missing, so the limit of {limit} is not checked."
    ),
    "filing-value-under": _("The line is worth {value} US dollars, not more than {limit}."),
    "filing-value-open": _(
        "The value of the line in US dollars is not known, so the limit of {limit} is not checked."
    ),
    "filing-not-looked-at": _("{why}"),
}

SENTENCES: Mapping[str, str] = {
    **_VERDICTS,
    **_CHART,
    **_PLACES,
    **_USES,
    **_PARTIES,
    **_OTHER,
}
