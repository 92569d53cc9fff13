"""Sentences about tables of customers and products: what is read, and what is wrong with it."""

from collections.abc import Mapping

from exportdesk.core.i18n import mark as _

SENTENCES: Mapping[str, str] = {
    # stages
    "reading-table": _("Reading the file"),
    "reading-rows": _("Looking at the rows"),
    "writing-table": _("Writing the file"),
    "keeping-rows": _("Keeping the rows"),
    # files that are refused
    "table-empty": _("{file} holds nothing."),
    "table-only-headings": _("{file} holds headings, but no rows below them."),
    "table-no-such-row": _("{file} has no row {row} that could hold the headings."),
    "table-too-large": _(
        "{file} is too large to be read, or unpacks to too much: at most {megabytes} MB. Save the"
        " rows you need in a file of their own."
    ),
    "table-too-many-rows": _("{file} has more than {detail} rows. Divide it into several files."),
    "table-too-wide": _(
        "{file} has something in a column after the {detail}th. Delete the columns you do not need."
    ),
    "table-locked": _(
        "{file} is protected by a password. Save a copy without one, and choose that."
    ),
    "table-damaged": _(
        "{file} is damaged ({detail}). Open it in the program it comes from and save it again."
    ),
    "table-archive-damaged": _(
        "{file} is cut off or damaged. Copy or download it again, or save it again in the program"
        " it comes from."
    ),
    "table-no-sheet": _("{file} has no sheet “{detail}”."),
    "table-encoding": _("{file} cannot be read in the encoding {detail}. Choose another one."),
    "table-not-text": _("{file} is neither a spreadsheet nor a CSV file."),
    "table-web-page": _(
        "{file} is a web page, whatever its name says. Open it in your spreadsheet program and save"
        " it as .xlsx or .csv."
    ),
    "table-xml": _(
        "{file} is an XML file. Open it in your spreadsheet program and save it as .xlsx or .csv."
    ),
    "table-pdf": _(
        "{file} is a PDF. A table in a PDF cannot be read with certainty; ask for it as a"
        " spreadsheet."
    ),
    "table-other-archive": _(
        "{file} is an archive or another kind of document, not a spreadsheet. If it holds one,"
        " unpack it first."
    ),
    "table-not-written": _("{path} could not be written: {detail}."),
    "table-kind-unknown": _("{path}: the name must end in .csv, .xlsx or .ods."),
    "table-too-long-for-sheet": _(
        "A sheet of a workbook ends at row {most}. Save as .csv instead, which has no end."
    ),
    "table-cell-too-long-for-sheet": _(
        "The text in row {row}, column {column} has {letters} letters, and a cell of a workbook"
        " holds {most}. Save as .csv instead."
    ),
    # what is told of a file that is taken
    "table-quotes": _(
        "The quotation marks do not match from row {row} on. Each line was read as a row of its"
        " own; look at the rows that are marked."
    ),
    "table-nul": _("The file had {count} empty bytes, which were left out."),
    "table-encoding-guessed": _(
        "The file does not say how its letters are encoded; {encoding} fits best. If names look"
        " wrong, choose another encoding."
    ),
    "table-letters-lost": _(
        "{count} letters cannot be read in the encoding {encoding}. If names look wrong, choose"
        " another encoding."
    ),
    "table-hidden-rows": _("{count} of the rows are hidden in the spreadsheet; they are read too."),
    "table-hidden-columns": _(
        "{count} of the columns are hidden in the spreadsheet; they are read too."
    ),
    "table-hidden-sheets": _("The workbook has {count} hidden sheets: {sheets}."),
    # what is wrong with a row
    "row-no-name": _("There is no name in this row."),
    "row-no-product": _("There is neither a SKU nor a description in this row."),
    "row-too-long": _(
        "This row has {cells} cells under {columns} headings. A comma or line end without quotation"
        " marks may have moved them."
    ),
    "row-quote-open": _("A quotation mark in this row is not closed; cells may be run together."),
    "row-twin": _("The same as row {row}."),
    "row-skipped": _("Skipped."),
    "row-key-twice": _("“{key}” is in row {row} too; only one of the two can be new."),
    "map-field": _("{text}: there is no such field. The fields are: {fields}."),
    "map-column": _("{text}: {file} has no such column. The columns are: {columns}."),
    "map-needed": _("No column of {file} holds a name. Say which one does: --map FIELD=COLUMN."),
    "left-out-heading": _("Why it was left out"),
    "import-not-screened": _(
        "The customers are kept, but not screened: no control list is in force. Take one in, then"
        " screen them with: exportdesk customers rescreen"
    ),
    "import-cells-left": _("{count} of the rows taken have cells that could not be read."),
    "nothing-to-undo": _("There is nothing to undo."),
    # what is wrong with a cell
    "cell-error": _("The spreadsheet shows an error here: {text}"),
    "cell-not-calculated": _(
        "This cell has a formula whose result was never saved. Open the file in your spreadsheet"
        " program, save it and import it again, or type the text."
    ),
    "cell-rounded": _(
        "A spreadsheet keeps 15 digits of a number, and this one has more: the last ones are lost."
    ),
    "cell-unreadable": _("Some letters here cannot be read in the encoding of the file."),
    "cell-too-long": _("This text has {letters} letters; at most {most} are read here."),
    "cell-country-unknown": _("“{text}” is not a country the program knows."),
    "cell-kind-unknown": _(
        "“{text}” is no kind of party: person, organization, vessel, aircraft, address or unknown."
    ),
    "cell-role-unknown": _(
        "“{text}” is not what an address can be: registered, business, shipping or billing."
    ),
    "cell-jurisdiction-unknown": _(
        "“{text}” is no jurisdiction: EAR, ITAR, other agency or not known."
    ),
    "cell-date-unknown": _("“{text}” is not a day."),
    "cell-date-ambiguous": _("“{text}” may be one of two days: write it as year-month-day."),
    "cell-date-short-year": _("“{text}”: write the year with four digits."),
    "cell-date-only-year": _("“{text}” is a year; a whole day is needed here."),
    "cell-date-serial": _(
        "“{text}” looks like a day that a spreadsheet turned into a number; write it as"
        " year-month-day."
    ),
    "cell-percent-unknown": _("“{text}” is no share in percent."),
    "cell-percent-ambiguous": _("“{text}” may be a fraction or a percentage: write 51%."),
    "cell-percent-high": _("“{text}” is more than the whole."),
    "cell-hs-zero-lost": _(
        "“{text}” has an odd number of digits: a zero in front was probably lost ({likely})."
    ),
    "cell-hs-zero-behind": _(
        "“{text}” has an odd number of digits: a zero at the end was probably lost ({likely})."
    ),
    "cell-hs-rounded": _(
        "“{text}” is a number that a spreadsheet shortened; its last digits are lost."
    ),
    "cell-hs-short": _("“{text}” has {digits} digits; a code has 6, 8 or 10."),
    "cell-hs-long": _("“{text}” has {digits} digits; a code has 6, 8 or 10."),
    "cell-schedule-unknown": _("“{text}” is no schedule: HS, Schedule B or HTS."),
    "cell-hs-unknown": _("“{text}” is no HS, Schedule B or HTS code."),
    "cell-email-unknown": _("“{text}” is no e-mail address."),
    "cell-email-domains": _("There are several domains here; {domain} is kept, not {others}."),
    "cell-website-unknown": _("“{text}” is no web address."),
}
