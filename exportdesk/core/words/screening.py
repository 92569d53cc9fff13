"""Sentences about screening: reasons and summaries."""

from collections.abc import Mapping

from exportdesk.core.i18n import mark as _

SENTENCES: Mapping[str, str] = {
    # clauses of the one sentence about a match, joined by semicolons
    "match-identifier": _("identifier is the same"),
    "match-identifier-unsure": _(
        "same number, but it may be another kind of number or of another country"
    ),
    "match-words": _("{met} of {all} distinctive words match"),
    "match-generic-only": _("only common words match"),
    "match-other-script": _("other script"),
    "match-spelling-differs": _("spelling differs"),
    "match-extra-words": _("listed name also has {words}"),
    "match-address-same": _("same address"),
    "match-address-same_building": _("same building"),
    "match-address-similar": _("similar address"),
    "match-address-differs": _("address differs"),
    "match-address-not_given": _("no address to compare"),
    "match-legal-form-ignored": _("legal form hardly counts"),
    "match-kind-differs": _("kind of party differs"),
    "match-country-same": _("country is the same"),
    "match-country-differs": _("country differs"),
    "match-country-not_given": _("country not known on one side"),
    # one listed party on several lists
    "tie-name": _("name {name}"),
    "tie-number": _("{what} {value}"),
    "listing-foreign": _("Another country's list: no prohibition of US law by itself."),
    "listing-also": _("Also in: {sources} (the same entry, in less detail)"),
    "lists-given-way": _("Not compared: its entries of {lists}. {by} has the same lists in full."),
    "lists-given-way-newer": _(
        "Not compared: those entries of {lists} that {by} has in full. What only this newer "
        "edition has was compared."
    ),
    # OFAC's own search
    "ofac-score": _("OFAC's search would score about {score}"),
    "ofac-score-low": _("OFAC's search would hardly show it (about {score})"),
    "ofac-score-method": _(
        "Our reading of the method OFAC publishes for its Sanctions List Search (FAQ 249): names"
        " are compared whole by Jaro-Winkler, and word by word by Jaro-Winkler and Soundex; the"
        " higher counts. It looks at names only, not at country, kind or address. Not OFAC's own"
        " program: expect a few points of difference."
    ),
    # the index of the lists
    "building-index": _("Getting lists ready for screening"),
    "index-unreadable": _(
        "The screening index in {folder} cannot be read. It will be built again from the lists."
    ),
    "index-unwritable": _(
        "The screening index could not be written to {folder}: {detail}. The lists are as they "
        "were."
    ),
}
