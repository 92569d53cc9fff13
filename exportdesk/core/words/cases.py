"""Sentences about cases: findings, what settles them, steps, outcomes, sign-off."""

from collections.abc import Mapping

from exportdesk.core.i18n import mark as _

SENTENCES: Mapping[str, str] = {
    # products and tier
    "items-missing": _("No product is named yet."),
    "trigger-high-priority": _("{product} is a high-priority item of tier {tier} ({code})."),
    "trigger-chosen": _(
        "No product is on the high-priority list of {as_of}; you asked for the whole of it anyway."
    ),
    "trigger-none": _(
        "No product is on the high-priority list of {as_of}. What is asked about such items only is"
        " left out."
    ),
    "trigger-retired-code": _(
        "{product}: {code} is a code of 2017 that is no longer in use. Look up which of"
        " {successors} fits."
    ),
    "trigger-hs-missing": _(
        "{product} has no HS code, so it is not known whether it is a high-priority item."
    ),
    "item-quantity-missing": _("{product} has no quantity."),
    "item-value-missing": _("{product} has no value, so filing (EEI) by value is not checked."),
    # jurisdiction and classification
    "jurisdiction-missing": _("It is not known whose export controls {product} is under."),
    "jurisdiction-itar": _(
        "{product} is under the ITAR. This program does not check that: ask the State Department or"
        " counsel."
    ),
    "jurisdiction-other": _(
        "{product} is under another agency's controls. Get that agency's license or answer."
    ),
    "eccn-missing": _("{product} has neither an ECCN nor EAR99."),
    "eccn-doubtful": _("The classification of {product} ({eccn}) is in doubt."),
    "eccn-not-checked": _(
        "No Commerce Control List was loaded, so it was not checked that {eccn} of {product}"
        " exists."
    ),
    "product-faulty": _("The record of {product} holds something that cannot be right."),
    "classification-basis-unknown": _("It is not known who classified the products."),
    # parties
    "party-missing": _("{role}: nobody is named."),
    "party-unknown": _("{role}: not known who it is."),
    "party-unknown-passing": _("{role}: not known yet."),
    "party-without-name": _("{role}: there is no name."),
    "party-without-address": _("{party} has no street address."),
    "party-without-country": _("{party} has no country."),
    "party-forwards": _("{party} forwards freight, and is to receive or use the goods itself."),
    "party-bank-receives": _("{party} is a bank, and is to receive or use the goods itself."),
    "party-embargoed": _(
        "{party} is to handle, receive or use the goods and is in {country}: a license is likely"
        " required."
    ),
    "party-near-embargo": _(
        "{party} is in {country}. That anybody from there takes part in this is unusual."
    ),
    "party-elsewhere": _("{party} is to receive the goods, but is in {country}."),
    # destination
    "destination-missing": _("Where the goods go is not given."),
    "destination-not-known": _("The rulebook has no row for {country}. Look up which rules apply."),
    "destination-embargo": _("{country} is under an embargo: a license is likely required."),
    "destination-russia-belarus": _("{country}: a license is likely required."),
    "destination-region": _("{region}: a license is likely required."),
    "destination-region-open": _(
        "Say whether the goods go to a region with rules of its own: {regions}."
    ),
    "destination-region-hint": _("An address of {party} may be in the {region}."),
    "destination-some-items": _("{country} has rules of its own for some items and uses."),
    "destination-coalition": _("{country} is in the coalition of countries with like controls."),
    "destination-outside-coalition": _(
        "{country} is outside the coalition of countries with like controls."
    ),
    "destination-transshipment": _(
        "{country} is named as a transshipment place for goods going to Russia. Keep something that"
        " shows that these stay."
    ),
    "destination-arms-embargo": _("{country} is Macau, or in Country Group D:5."),
    "destination-military-rule": _(
        "{country} has a rule of its own on military end use. The end use is asked about."
    ),
    "route-embargo": _("The goods pass through {country}: a license is likely required."),
    "route-transshipment": _("The goods pass through {country}, a known transshipment place."),
    "route-missing": _("The goods do not go straight there. Name the countries they pass through."),
    "route-not-known": _("It is not known whether the goods go straight there."),
    "export-date-missing": _("The planned date of export is not given."),
    "export-date-past": _("The planned date of export, {on}, is past."),
    # screening
    "screening-missing": _("{party} was not screened."),
    "screening-stale": _("{party} or the lists changed since the last screening."),
    "screening-no-open-match": _(
        "Parties screened: {parties}. No match was confirmed, and none is open."
    ),
    "match-undecided": _(
        "{party} is a possible match with {listing} ({list}), and nobody has decided it."
    ),
    "match-undecided-address": _(
        "An address of {party} is a possible match with {listing} ({list}), an entry without a"
        " name."
    ),
    "listed-block": _("{party} is {listing} ({list}). Stop."),
    "listed-hold_license": _("{party} is {listing} ({list}): a license is likely required."),
    "listed-address": _(
        "{party} is at a listed address, {listing} ({list}): a license is likely required."
    ),
    "listed-document": _("{party} is {listing} ({list}): a signed statement comes first."),
    "listed-review": _(
        "{party} is {listing} ({list}): read the entry and write down what follows."
    ),
    "listed-red_flag": _("{party} is {listing} ({list}), a warning sign."),
    "listed-ended": _("{party} is {listing} ({list}), an order that has ended."),
    "lists-missing": _("No control list is in use."),
    "list-not-held": _(
        "{list} is in use, but was never imported: nobody was compared with it. Import it, or turn"
        " it off."
    ),
    "lists-old": _("{list} was last known to be current on {on}, more than {days} days ago."),
    "lists-undated": _("The date of {list} is not known, so it may be old."),
    "rulebook-old": _("The rulebook is of {as_of}, more than {days} days old."),
    # ownership
    "owners-not-asked": _("Who owns {party} is not known."),
    # the Trade Integrity Project
    "look-up-missing": _("Nobody was looked up at the Trade Integrity Project."),
    "look-up-old": _("The look-up of {on} is more than {days} days old."),
    "look-up-found": _("The look-up of {on} found a party of this case."),
    "look-up-unclear": _("What the look-up of {on} came to is not clear."),
    "look-up-clean": _("The look-up of {on} found nobody of this case."),
    # customer profile
    "customer-formed-after": _("The customer's firm was formed in {formed_on}, after {watershed}."),
    "customer-formed-perhaps-after": _(
        "The customer's firm was formed in {formed_on}: before or after {watershed}?"
    ),
    "customer-formed-before": _(
        "The customer's firm was formed in {formed_on}, not after {watershed}."
    ),
    "customer-imports-other": _(
        "The customer bought from the United States before, but no goods of these codes."
    ),
    "customer-imports-none": _("The customer bought nothing from the United States before."),
    "customer-growth": _("{quantity} {unit} of {code} ordered; the most before was {before}."),
    "customer-first-order": _("This is the first order of {party} in the book."),
    # end use
    "end-use-unknown": _("Not known: {question}"),
    "end-use-resale": _(
        "The customer keeps the goods in stock or sells them on. Keep something that shows to whom."
    ),
    "end-use-military": _("There is a military end use or end user: a license is likely required."),
    "end-use-weapons": _("The end use is one that part 744 forbids without a license."),
    "end-use-oil-gas": _(
        "The goods are for deepwater, Arctic or shale oil or gas: a license may be required."
    ),
    "end-use-chips": _(
        "The goods are for a supercomputer or for making advanced chips: a license may be required."
    ),
    "end-use-onward": _("The goods are sent on to another country. Say where, and what follows."),
    "end-use-russia-belarus": _(
        "The goods are to go on to Russia or Belarus: a license is likely required."
    ),
    # answers in general
    "answers-missing": _("Questions open: {count}, first: {question}"),
    "answer-unknown": _("Not known: {question}"),
    "answer-of-concern": _("An answer here is a warning sign: {question}"),
    # red flags
    "red-flag": _("Red flag: {text}"),
    "red-flags-not-named": _("Warning signs were seen. Name each."),
    "red-flags-not-looked": _("It is not known whether there are warning signs."),
    # letters
    "letter-red_flag": _("Red flag letter {number} from BIS touches {touches}."),
    "letter-supplier_list": _("Supplier list letter {number} from BIS touches {touches}."),
    "letter-guardian": _("Project Guardian request {number} touches {touches}. Call BIS."),
    "letter-informed": _(
        "Is-informed letter {number} from BIS touches {touches}: a license is required for what it"
        " names."
    ),
    "letter-not-recorded": _("BIS wrote to you, but the letter is not in the book. Record it."),
    # certification
    "certification-missing": _("A signed certification is asked for {products}; there is none."),
    "certification-waiting": _("Certification {number} is not back yet."),
    "certification-returned": _("Certification {number} is back. Check and accept it."),
    "certification-refused": _("The customer did not sign certification {number} as it should."),
    "certification-expired": _("Certification {number} ended on {on}, before the goods go."),
    "certification-other-items": _(
        "Certification {number} does not cover {products} in this order."
    ),
    "certification-accepted": _(
        "Certification {number} was accepted. That settles the point that asks for it, and no"
        " other."
    ),
    # license
    "license-likely": _("{product} ({eccn}): license likely required on {count} grounds."),
    "license-depends": _(
        "{product} ({eccn}): whether a license is required depends on the paragraph, or on"
        " something else that only you can tell ({what}). It counts as likely required until that"
        " is answered."
    ),
    "license-not-checked": _(
        "{product} ({eccn}): not all grounds for a license could be checked. Not checked: {what}."
        " Write down how you determined it."
    ),
    "license-not-indicated": _(
        "{product} ({eccn}): a license is not indicated on the grounds that were checked."
    ),
    "license-expired": _("License {number} ends on {on}, before the goods go."),
    # what settles a finding
    "settle-license": _("Record the license that covers it."),
    "settle-agency_answer": _("Ask the agency, and record its answer with the letter."),
    "settle-inquiry": _("Ask, and record what you asked, what was answered, and evidence of it."),
    "settle-evidence": _("Attach evidence, and say what it shows."),
    "settle-reason": _("Write down why."),
    "settle-override": _("Company policy: it may be overridden."),
    "settle-answer": _("Fill in what is missing, or put it right."),
    "settle-decide": _("Decide the match in Review."),
    "settle-screen": _("Screen the party again."),
    "settle-certify": _("Get a certification, or accept the one that came back."),
    "settle-update": _("Update the lists or the rulebook."),
    "settle-elsewhere": _("This is not for this program."),
    # why what was recorded settles nothing
    "lack-not_allowed": _("This cannot be settled that way."),
    "lack-outdated": _("It was settled when the facts were different. Look at it again."),
    "lack-unsigned": _("It does not say who settled it."),
    "lack-no_reason": _("There is no reason."),
    "lack-no_inquiry": _("It does not say what was asked."),
    "lack-no_answer": _("It does not say what was answered."),
    "lack-no_evidence": _("There is no evidence."),
    "lack-no_second_name": _("An override needs the name of a second person."),
    "lack-no_license": _("There is no license of that number in the case."),
    "lack-license_expired": _("The license ends before the goods go."),
    "lack-other_agency": _("The license is not of the agency that has to allow this."),
    # how a finding stands
    "stand-open": _("Open"),
    "stand-returned": _("Open again"),
    "stand-settled": _("Settled"),
    "stand-overridden": _("Overridden"),
    "stand-noted": _("Noted"),
    # the steps
    "step-trigger": _("Products and tier"),
    "step-classification": _("Classification"),
    "step-parties": _("Parties"),
    "step-destination": _("Destination"),
    "step-screening": _("Screening"),
    "step-ownership": _("Ownership"),
    "step-trade_integrity": _("Trade Integrity Project"),
    "step-profile": _("Customer profile"),
    "step-order": _("Order, payment, route"),
    "step-end_use": _("End use"),
    "step-red_flags": _("Red flags"),
    "step-letters": _("Letters from BIS"),
    "step-certification": _("Certification"),
    "step-decision": _("Decision"),
    "step-follow_up": _("Follow-up"),
    "step-state-done": _("Done"),
    "step-state-passed_on": _("Done here; something it rests on is open"),
    "step-state-open": _("Open"),
    "step-state-moot": _("Not needed"),
    "step-state-blocked": _("Stopped"),
    "moot-itar": _("A product is under the ITAR, which is not for this program."),
    "moot-not-high-priority": _("No product is a high-priority item."),
    "moot-look-up-list": _("Everybody was screened against the imported data."),
    "moot-persons": _("No firm takes part."),
    "moot-letters-asked": _("Asked with the red flags."),
    "moot-no-letters": _("There is no letter."),
    "moot-no-certification": _(
        "None is asked for: by tier and place, the policy in force does not ask for one."
    ),
    "moot-not-signed": _("It begins after the sign-off."),
    # what the book knew
    "known-formed-on": _("As in the customer record."),
    "known-web-presence": _("Filled in from the customer record."),
    "known-imports": _("Filled in: your own sales of these codes since {on}."),
    "known-letters": _("Filled in: recorded letters {letters}."),
    # why nobody is asked about a red flag
    "flag-spoken": _("An answer in another step speaks of it."),
    "flag-by-screening": _("Screening looks for it: by names, addresses and owners."),
    "flag-by-owners": _("Who owns the customer tells it, with the ownership calculation."),
    "flag-by-letters": _("The recorded letters tell it, and the question about others."),
    "flag-by-look-up": _("The look-up at the Trade Integrity Project tells it."),
    "flag-by-answers": _("What is asked of parties, owners, profile and end use tells it."),
    "flag-by-formed": _("The day when the customer was formed tells it."),
    "flag-by-imports": _("What the customer bought before tells it."),
    "flag-by-history": _("This order was compared with those before it."),
    "flag-by-premises": _("It has premises that fit the business: that was answered."),
    "flag-by-consignee": _("The goods go to the customer itself, and its line of business tells."),
    "flag-by-places": _("The countries of the case tell it."),
    "flag-by-mail": _("The mail domain in the customer record tells it."),
    "flag-no-bank": _("No bank takes part."),
    "flag-no-other": _("No other warning sign was raised."),
    "flag-no-tools": _("No product is a tool for making chips."),
    "flag-no-processors": _("No product can be a processor or memory, by its HS code."),
    "flag-made-here": _("Every product is made in the United States."),
    "flag-only-high-priority": _("It is for high-priority items."),
    "flag-only-diversion": _("It is for high-priority items, or places outside the coalition."),
    "flag-only-outside-coalition": _("It is for places outside the coalition."),
    "flag-only-category-3-4": _("It is for ECCNs of categories 3 and 4."),
    "flag-only-advanced-chips": _("It is for places where making advanced chips is controlled."),
    "flag-only-military-items": _("It is for military items (600 series, 9x515)."),
    "flag-only-ear99": _("It is for goods that are EAR99."),
    "flag-only-hong-kong": _("It is for Hong Kong."),
    "flag-only-maritime": _("It is for customers in shipping."),
    "flag-only-luxury": _("It is for luxury goods."),
    # what is different from the last case of this customer
    "differs-party": _("{about}: {after}; last time {before}."),
    "differs-party-detail": _("{about}: {after}; last time {before}."),
    "differs-product-new": _("{about} was not in the last case."),
    "differs-quantity": _("{about}: {after}; last time {before}."),
    "differs-code": _("{about} has HS code {after}; last time {before}."),
    "differs-eccn": _("{about} is {after}; last time {before}."),
    "differs-destination": _("Destination, {about}: {after}; last time {before}."),
    "differs-route": _("Route: {after}; last time {before}."),
    "differs-answer": _("Another answer than last time: {after}, not {before}."),
    # what the case comes to
    "outcome-do_not_ship-means": _(
        "Do not ship. Nothing may go unless the agency allows it, and that is recorded here."
    ),
    "outcome-hold_license-means": _(
        "Hold until a license, or the agency's answer, is recorded here."
    ),
    "outcome-hold_resolve-means": _("Hold until what is open is settled."),
    "outcome-conditions-means": _(
        "Go on only while each condition, and the reason of each point overridden, holds. That is"
        " your company's own decision on these facts, lists and rules, and no permission by an"
        " agency."
    ),
    "outcome-no_objection-means": _(
        "Nothing was found that speaks against it, on these facts, lists and rules. It is no"
        " permission by an agency."
    ),
    # the sign-off
    "sign-off-locked": _("The case is signed off or withdrawn already."),
    "sign-off-name-missing": _("A sign-off needs a name."),
    "sign-off-reason-missing": _("A sign-off needs a reason."),
    "sign-off-date-missing": _("Confirm the planned date of export."),
    "sign-off-date-past": _("The planned date of export is past."),
    "sign-off-date-differs": _(
        "The planned date of export is another one in the case. Change it there and look again:"
        " dated rules go by it."
    ),
    "sign-off-better": _("The outcome cannot be better than what is open allows."),
}
