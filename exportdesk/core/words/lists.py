"""Sentences about control lists: reading, guarding, importing."""

from collections.abc import Mapping

from exportdesk.core.i18n import mark as _

SENTENCES: Mapping[str, str] = {
    # stages of the work
    "list-reading": _("Reading the list"),
    "list-comparing": _("Comparing with the edition in force"),
    # what was handed over cannot be used
    "source-unknown": _("The program knows no list source called {source}."),
    "catalogue-unreadable": _("The catalogue of lists {path} cannot be read: {detail}."),
    "catalogue-edits-bad": _(
        "{path} cannot be used: {where} {why}. The catalogue that comes with the program is in use "
        "instead."
    ),
    "source-own-name": _(
        "“{name}” cannot be the name of an own list. Use 1 to {longest} characters on one line, "
        "without a colon."
    ),
    "own-no-name-column": _(
        "In {file} no column is recognized as the name, the address or a number of a party. Say "
        "what the columns hold. The first row reads: {columns}"
    ),
    "own-map-field": _("--map {text}: say FIELD=COLUMN, where FIELD is one of {fields}."),
    "own-map-column": _(
        "--map {text}: {file} has no such column. It has: {columns}. A column may also be named by "
        "its number."
    ),
    "own-letter-kind": _("Say with --letter what kind of letter it is."),
    "own-options-other": _(
        "--map, --header-row, --sheet, --encoding, --delimiter and --letter are for lists of your "
        "own: say --source own:NAME."
    ),
    "own-locked": _("{file} is protected by a password. Save it without one."),
    "own-old-workbook": _("{file} is a spreadsheet of an old kind. Save it as .xlsx or as CSV."),
    "own-no-sheet": _("{file} has no sheet called {sheet}."),
    "list-file-missing": _("There is no file {path}."),
    "list-file-unreadable": _("{path} cannot be read: {detail}."),
    # the file is not taken, whatever the user says
    "list-empty": _("{file} is empty. Download the list again."),
    "list-web-page": _(
        "{file} is a web page, not a list: often a login or an error page that was saved under the "
        "name of the list. Download the list again."
    ),
    "list-other-format": _(
        "{file} is not {source} in any form that the program reads. It begins with: {seen}"
    ),
    "list-other-source": _(
        "{file} is a list, but not {source}: it has the form {format}. Import it as the list that "
        "it is."
    ),
    "list-looks-like": _(
        "{file} is a list, but not {source}: it looks like {like}. Import it as the list that it "
        "is."
    ),
    "list-looks-own": _(
        "{file} is not {source}, but some other table. If it is one of your own, import it as a "
        "list of your own."
    ),
    "own-encoding": _(
        "{file} cannot be read as text (it looks like {encoding}). Save the table as a workbook "
        "(.xlsx) or as CSV in UTF-8, or say how it is encoded."
    ),
    "list-encoding": _(
        "{file} is not text in UTF-8 (it looks like {encoding}). Use the file as the publisher "
        "issues it, not one that another program has saved."
    ),
    "list-not-text": _("{file} is not text, and so not a list. Download the list again."),
    "list-truncated": _("{file} is cut off: its end is missing. Download the list again."),
    "list-incomplete": _(
        "{file} says that it holds {said} rows and holds {read}: it is a part of the list, such as "
        "one page of a search, not the list."
    ),
    "list-spreadsheet-other": _(
        "{file} is a spreadsheet in a form that the program does not read. Save it as XLSX or CSV."
    ),
    "list-partial": _(
        "{file} says that it is not the whole list (it is a {kind}). Download the whole list."
    ),
    "list-damaged": _("{file} is damaged: {detail}. Download the list again."),
    "list-damaged-row": _(
        "{file} is damaged in or near row {row}: its quotation marks do not match. "
        "Download the list again."
    ),
    "list-archive-damaged": _("The archive {file} is damaged: {detail}. Download the list again."),
    "list-archive-locked": _("The archive {file} is protected by a password. Unpack it first."),
    "list-archive-unclear": _(
        "The archive {file} holds {count} files, and which of them is the list is not clear. "
        "Unpack it and import the list itself."
    ),
    "list-too-large": _(
        "{file} is far larger than any list (the limit is {megabytes} MB unpacked). It is not read."
    ),
    "list-other-list": _(
        "{file} is not {source}: it holds {said}. Import it as the list that it is."
    ),
    "list-changes-only": _(
        "{file} holds only what changed between two editions, not the list. Download the list "
        "itself."
    ),
    "list-selection": _(
        "{file} is a selection from the list, made by {chosen}, not the whole list. Download the "
        "whole list."
    ),
    "list-files-missing": _(
        "{file} is a part of a list that comes in {count} files. Missing: {missing}. Without them "
        "names and addresses would be lost: put all {count} in one zip archive and import that, or "
        "use the XML file."
    ),
    "list-no-listings": _("{file} has the form of a list, but holds no listed party."),
    # not taken, unless the user says so after seeing it
    "list-absent": _("{name} ({list}) is missing from the file."),
    "list-fell": _(
        "The number of listed parties on {name} ({list}) fell from {before} to {now} "
        "({percent} % fewer)."
    ),
    "list-below-expected": _(
        "Listed parties on {name} ({list}) in this file: {now}; about {expected} were expected. "
        "There is no earlier edition to compare with."
    ),
    "list-rose": _("The number of listed parties on {name} ({list}) rose from {before} to {now}."),
    "list-names-gone": _(
        "Of the {before} parties on {name} ({list}), {gone} are not in this file under any name: "
        "it may be another list."
    ),
    "list-ids-gone": _(
        "Of the {before} entries of {name} ({list}), {gone} are in this file only under other "
        "numbers: decisions made on them would no longer be found."
    ),
    "list-superseded": _(
        "The file holds just what an edition of {since} held, which newer ones have superseded "
        "since: it is an old file."
    ),
    "list-misshapen": _(
        "Rows with too few or too many cells, or that cannot be read: {count} of {rows}. The file "
        "may have been saved by another program."
    ),
    "list-older": _(
        "The file is older than the edition in force: it is of {published}, that one of {in_force}."
    ),
    "list-date-ahead": _("The file is dated in the future: {published}."),
    "list-dated-ahead": _(
        "{published} is after today: a list cannot be published on a day that has not come."
    ),
    "list-dated-long-ago": _(
        "{published} is before there were such files. Was another year meant?"
    ),
    "list-dated-before": _(
        "The edition before is of {before}, so this one cannot be of {published}. Was that other "
        "date wrong? Change it first."
    ),
    "list-dated-after": _(
        "The edition after it is of {after}, so this one cannot be of {published}. Was that other "
        "date wrong? Change it first."
    ),
    "list-not-dateable": _(
        "The date of this edition is not yours to change: its file, or whoever sent it, says it."
    ),
    "list-perhaps-cut": _(
        "The file ends in the middle of a line: the last parties may be missing."
    ),
    "list-retired": _(
        "{file} is the OFSI Consolidated List. That list was closed on 28 January 2026, and the UK "
        "Sanctions List has replaced it: import the UK Sanctions List instead."
    ),
    # taken; shown wherever the list is used
    "list-vanished": _(
        "{name} ({list}) is no longer in the file. Listed parties before: {before}."
    ),
    "list-unknown": _(
        "The file holds a list that the program does not know: {name} (listed parties: {count}). "
        "Its parties are screened; what the list means is for you to find out."
    ),
    "list-rows-skipped": _("Rows of the file that were not taken: {count}."),
    "list-rows-uneven": _(
        "Rows of the file with too few or too many cells: {count}. What they say may be shifted."
    ),
    "list-renamed": _("{name} ({list}) has another name in this file: {said}."),
    "list-characters-replaced": _(
        "Damaged characters that were found in the file and replaced: {count}. Names may be "
        "affected."
    ),
    "list-unchanged": _("The file holds the same as the edition in force."),
    "list-dated-as-before": _(
        "{file} carries no date. Nothing in it differs from the edition before: it counts as "
        "published on the same day, {published}."
    ),
    "list-date-unknown": _("The publisher's date of this edition is not known."),
    "completeness-unverified": _(
        "Whether the file holds the whole list cannot be told: files of this kind do not say where "
        "they end, and there is no earlier edition to compare it with. The next one is compared "
        "with this one. If in doubt, compare the number of listings with what the publisher says."
    ),
    "list-latin-only": _(
        "This form of the list holds names in Latin letters only. The publisher's ENHANCED XML "
        "also holds them in their own scripts."
    ),
    "list-by-program": _(
        "This form of the file does not say which list a party is on. The list is told by the "
        "party's programs; a party may be on a further list. The publisher's ENHANCED XML says it."
    ),
    "list-carried": _(
        "Listings that only look otherwise because the list came in another form: {count}. "
        "Decisions on them stand."
    ),
    # what a look over a table of the user's own found
    "own-checking": _("Looking over the whole file"),
    "own-nobody-named": _(
        "No column is the name, the address or a number of a party. Choose one above the table."
    ),
    "own-nobody": _("Not one row holds a party."),
    "own-without-names": _(
        "No column is the name: these parties are found by address or number only."
    ),
    "own-rows-nameless": _(
        "Rows with neither a name nor a street address nor a number: {count} (row {examples}). "
        "They are left out."
    ),
    "own-countries-unknown": _(
        "Rows with a country that is not recognized: {count} ({examples}). The word is kept as a "
        "remark, and the party counts as of no country."
    ),
    "own-kinds-unknown": _(
        "Rows with a kind that is not recognized: {count} ({examples}). The party counts as of any "
        "kind."
    ),
    "own-parties-twice": _(
        "Rows that name a party which a row above names already: {count} ({examples}). Each is "
        "kept as an entry of its own."
    ),
    "own-ids-twice": _(
        "Rows with an id that a row above has already: {count} ({examples}). A decision may not "
        "stay with the right one when the list is imported again."
    ),
    "own-rows-uneven": _(
        "Rows with more cells than there are columns: {count}. What they say may be shifted."
    ),
    # why a row was skipped
    "row-without-name": _("Rows with neither a name nor an address"),
    "row-without-party": _("Rows that belong to no party in the file"),
    "row-unreadable": _("Rows that are not a record at all"),
    "row-reserved": _("Rows that the regulation keeps free ([Reserved])"),
    "row-heading": _("Rows that are only a heading"),
    "row-too-long": _("Rows far longer than any entry"),
    "row-delisted": _("Parties that were taken off the list and stay in the file as history"),
}
