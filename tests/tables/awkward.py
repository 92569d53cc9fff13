"""What must come of each of the awkward files: its rows, its problems, or its refusal."""

from dataclasses import dataclass

# One problem: the number of the row and the code.
Problems = tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Expected:
    """Of a file that is taken: names (or SKUs) by row, what is wrong, what is noted.

    `says` holds parts of drafts, by the number of the row: a path of attributes, and its value.
    """

    names: tuple[tuple[int, str], ...]
    problems: Problems = ()
    notes: tuple[str, ...] = ()
    header: int = 1
    encoding: str = ""
    says: tuple[tuple[int, str, str], ...] = ()


ALL = ((2, "Alder Gate Tooling Ltd"), (3, "Bruchmann Feinwerk GmbH"), (4, "Costa Verde Óptica SA"))
PLACES = (
    (2, "addresses.0.country", "GB"),
    (3, "addresses.0.city", "Jena"),
    (4, "reference", "1003"),
)
GUESSED = ("table-encoding-guessed",)


def whole(encoding: str = "utf-8-sig", notes: tuple[str, ...] = ()) -> Expected:
    """Return what comes of the table that most of the files hold."""
    return Expected(ALL, notes=notes, encoding=encoding, says=PLACES)


REFUSED: dict[str, str] = {
    "only-header.csv": "table-only-headings",
    "empty.csv": "table-empty",
    "only-blank-lines.csv": "table-empty",
    "pdf.csv": "table-pdf",
    "web-page.xls": "table-web-page",
    "xml-spreadsheet.xls": "table-xml",
    "picture.csv": "table-not-text",
    "random-bytes.csv": "table-not-text",
    "truncated.xlsx": "table-archive-damaged",
    "truncated-late.xlsx": "table-archive-damaged",
    "zip-bomb.xlsx": "table-too-large",
    "password.xlsx": "table-locked",
    "document.docx.xlsx": "table-other-archive",
    "broken-xml.xlsx": "table-damaged",
    "no-such-string.xlsx": "table-damaged",
    "too-wide.xlsx": "table-too-wide",
    "old-truncated.xls": "table-damaged",
    "repeated-too-often.ods": "table-too-many-rows",
    "locked.ods": "table-locked",
    "empty.ods": "table-empty",
    "bad-count.ods": "table-damaged",
}

ENCODINGS: dict[str, Expected] = {
    "utf8.csv": whole(),
    "utf8-bom.csv": whole(),
    "utf16-le-bom.csv": whole("utf-16"),
    "utf16-be-bom.csv": whole("utf-16"),
    "utf16-le-no-bom.csv": whole("utf-16-le"),
    "utf16-be-no-bom.csv": whole("utf-16-be"),
    "utf16-tabs.txt": whole("utf-16"),
    "windows-1252.csv": whole("cp1252", GUESSED),
    "windows-1254.csv": Expected(
        ((2, "Işıldak Makina Şti"), (3, "Gümüşdere Ağaç")), notes=GUESSED, encoding="cp1254",
        says=((3, "addresses.0.city", "İzmir"), (2, "addresses.0.country", "TR")),
    ),
    "windows-1251.csv": Expected(
        ((2, "ООО «Тёплый ключ»"), (3, "АО Ветряной мост")), encoding="cp1251",
        says=((2, "addresses.0.country", "RU"), (3, "reference", "2")),
    ),
    "gb18030.csv": Expected(
        ((2, "青石桥精密机械有限公司"), (3, "白杨光电科技有限公司")), notes=GUESSED,
        encoding="gb18030",
        says=((3, "addresses.0.city", "西安"), (2, "addresses.0.country", "CN")),
    ),
    "shift-jis.csv": Expected(
        ((2, "あさぎり精機株式会社"), (3, "ミズナラ計測株式会社")), notes=GUESSED,
        encoding="cp932", says=((2, "addresses.0.whole", "名古屋市中区"),),
    ),
    "utf8-one-bad-byte.csv": Expected(
        (
            *((2 + 3 * n + at, name) for n in range(5) for at, (_row, name) in enumerate(ALL)),
            (17, "Bad\ufffdletter"),
        ),
        problems=((17, "cell-unreadable"),), notes=("table-letters-lost",), encoding="utf-8-sig",
    ),
}  # fmt: skip

FORMS: dict[str, Expected] = {
    "semicolons.csv": whole(),
    "tabs.tsv": whole(),
    "pipes.csv": whole(),
    "sep-line.csv": whole(),
    "no-header.csv": Expected(
        tuple((row - 1, name) for row, name in ALL), header=0,
        says=((1, "addresses.0.country", "GB"), (3, "reference", "1003")),
    ),
    "titles-above.csv": Expected(tuple((row + 3, name) for row, name in ALL), header=4),
    "blank-lines-between.csv": Expected(tuple(zip((4, 7, 10), (n for _, n in ALL), strict=True))),
    "ragged.csv": Expected(
        ((2, "Alder Gate"), (3, "Bruchmann"), (4, "Costa Verde")), says=((4, "notes", "good"),)
    ),
    "unquoted-comma.csv": Expected(
        ((2, "Alder Gate"), (3, "Bruchmann"), (4, "Costa Verde"), (5, "Del Mar")),
        problems=((2, "cell-country-unknown"), (2, "row-too-long")),
    ),
    "one-column.csv": Expected(((2, "Alder Gate Tooling Co., Ltd."), (3, "Bruchmann, Feinwerk"))),
    "duplicated-columns.csv": Expected(
        ((2, "Alder Gate"),),
        says=((2, "addresses.0.city", "Leeds"), (2, "addresses.1.city", "York")),
    ),
    "quotes-inside.csv": Expected(((2, 'Alder "The Gate" Ltd'), (3, '12" Tools Inc'))),
    "quotes-around-a-part.csv": Expected(
        ((2, '"Рассвет" ООО'), (3, "Bruchmann")), notes=("table-quotes",)
    ),
    "quote-open.csv": Expected(
        ((2, '"Alder Gate'), (3, "Bruchmann"), (4, "Costa Verde")),
        problems=((2, "row-quote-open"),), notes=("table-quotes",),
    ),
    "newlines-in-cells.csv": Expected(
        ((2, "Alder Gate Ltd"), (3, "Bruchmann")),
        says=((2, "addresses.0.whole", "1 Mill Lane\nLeeds\nLS1 4AB"),),
    ),
    "nul-bytes.csv": whole(notes=("table-nul",)),
    "bom-in-the-middle.csv": Expected((*ALL, (5, "Del Mar Lda")), says=((5, "reference", "1004"),)),
    "mixed-line-ends.csv": Expected(((2, "Alder Gate"), (3, "Bruchmann"), (4, "Costa Verde"))),
    "old-mac-line-ends.csv": whole(),
    "dos-end-of-file.csv": whole(),
    "right-to-left.csv": Expected(
        ((2, "شركة النخيل الأزرق"), (3, "מפעלי אלון הזהב")),
        says=((3, "addresses.0.country", "IL"), (2, "addresses.0.city", "دبي")),
    ),
    "emoji.csv": Expected(((2, "Alder Gate 🛠️ Ltd"), (3, "É́toile 👩\u200d🔬 SARL"))),
    "control-characters.csv": Expected(((2, "Alder Gate Ltd"), (3, "Bruchmann"))),
    "non-breaking-spaces.csv": Expected(
        ((2, "Alder Gate Ltd"),),
        says=((2, "addresses.0.city", "Leeds"), (2, "addresses.0.country", "GB")),
    ),
    "decomposed.csv": Expected(((2, "Costa Verde \u00d3ptica"),)),
    "formulas-as-text.csv": Expected(
        ((2, '=HYPERLINK("http://x.example")'), (3, "=1+1"), (4, "-Dash Ltd"), (5, "@At Ltd"))
    ),
    "huge-cell.csv": Expected(((2, "Alder Gate"),)),
}  # fmt: skip

VALUES: dict[str, Expected] = {
    "countries-in-languages.csv": Expected(
        (
            (2, "A One"), (3, "B Two"), (4, "C Three"), (5, "D Four"), (6, "E Five"), (7, "F Six"),
            (8, "G Seven"),
        ),
        problems=((7, "cell-country-unknown"),),
        says=(
            (2, "addresses.0.country", "DE"), (3, "addresses.0.country", "RU"),
            (4, "addresses.0.country", "CN"), (5, "addresses.0.country", "ES"),
            (6, "addresses.0.country", "NL"),
            (7, "addresses.0.country_text", "Atlantis"), (8, "addresses.0.country", "US"),
        ),
    ),
    "dates-day-first.csv": Expected(
        tuple(enumerate("ABCD", start=2)), problems=((5, "cell-date-unknown"),),
        says=(
            (2, "formed_on", "2001-04-03"), (3, "formed_on", "1999-12-25"),
            (4, "formed_on", "1987-05-01"),
        ),
    ),
    "dates-ambiguous.csv": Expected(
        tuple(enumerate("ABCDEF", start=2)),
        problems=(
            (2, "cell-date-ambiguous"), (4, "cell-date-only-year"), (6, "cell-date-short-year"),
            (7, "cell-date-serial"),
        ),
        says=((2, "formed_on", ""), (3, "formed_on", "1999-05-05"), (5, "formed_on", "1990-08-07")),
    ),
    "dates-both-orders.csv": Expected(
        tuple(enumerate("ABC", start=2)), problems=((4, "cell-date-ambiguous"),),
        says=((2, "formed_on", "2001-12-25"), (3, "formed_on", "1999-12-25")),
    ),
    "shares.csv": Expected(
        tuple(enumerate("ABCDE", start=2)),
        problems=((5, "cell-percent-high"), (6, "cell-percent-unknown")),
        says=(
            (2, "related.0.percent", "51"), (3, "related.0.percent", "51.5"),
            (4, "related.0.percent", "0.5"), (6, "related.0.percent", ""),
        ),
    ),
    "shares-as-fractions.csv": Expected(
        tuple(enumerate("ABC", start=2)),
        says=(
            (2, "related.0.percent", "51"), (3, "related.0.percent", "100"),
            (4, "related.0.percent", "33.3"),
        ),
    ),
    "shares-one.csv": Expected(((2, "A"),), problems=((2, "cell-percent-ambiguous"),)),
    "mail-and-web.csv": Expected(
        tuple(enumerate("ABC", start=2)),
        problems=(
            (3, "cell-email-domains"), (4, "cell-email-unknown"), (4, "cell-website-unknown"),
        ),
        says=(
            (2, "email_domain", "alder-gate.example"), (2, "website", "www.alder-gate.example"),
            (3, "website", "bruchmann.example/en?x=1"), (3, "email_domain", "bruchmann.example"),
        ),
    ),
    "kinds.csv": Expected(
        tuple(enumerate("ABCD", start=2)), problems=((5, "cell-kind-unknown"),),
        says=((2, "kind", "organization"), (3, "kind", "person"), (4, "kind", "vessel")),
    ),
    "billing-and-shipping.csv": Expected(
        ((2, "Alder Gate"),),
        says=(
            (2, "addresses.0.role", "billing"), (2, "addresses.0.street", "1 Mill Lane"),
            (2, "addresses.1.role", "shipping"), (2, "addresses.1.city", "Hull"),
        ),
    ),
    "related.csv": Expected(
        ((2, "Alder Gate"),),
        says=(
            (2, "related.0.name", "Ivy Alder"), (2, "related.0.country", "GB"),
            (2, "related.1.percent", "40"), (2, "related.2.role", "director"),
            (2, "related.3.name", "Mill Lab"), (2, "related.4.role", "freight_forwarder"),
            (2, "related.5.role", "bank"),
        ),
    ),
    "products-zeros-lost.csv": Expected(
        ((2, "A-1"), (3, "A-2"), (4, "A-3"), (5, "A-4")),
        problems=tuple((row, "cell-hs-zero-lost") for row in (3, 4, 5)),
        says=((2, "hs_code", "854231"), (3, "hs_code", "40120")),
    ),
    "products-hs-forms.csv": Expected(
        (*((1 + n, f"B-{n}") for n in range(1, 9)), (10, "1E5")),
        problems=(
            (3, "cell-hs-rounded"), (6, "cell-hs-zero-behind"), (7, "cell-hs-unknown"),
            (8, "cell-hs-short"),
        ),
        says=(
            (2, "hs_code", "8542310001"), (2, "hs_schedule", "hts"),
            (2, "eccn", "EAR99"), (3, "eccn", "3A001.A.2"),
            (4, "hs_code", "85423100"), (5, "hs_code", "854231"), (9, "hs_code", "85423100"),
            (10, "hs_code", "854231"),
        ),
    ),
    "products-words.csv": Expected(
        ((2, "C-1"), (3, "C-2")),
        problems=((3, "cell-country-unknown"), (3, "cell-jurisdiction-unknown")),
        notes=GUESSED, encoding="cp1252",
        says=((2, "origin", "DE"), (2, "jurisdiction", "ear"), (3, "origin_text", "Atlantis")),
    ),
    "products-no-header.csv": Expected(
        ((1, "D-1"), (2, "D-2"), (3, "D-3")), header=0,
        says=((1, "hs_code", "84833000"), (2, "eccn", "2A991.A"), (3, "origin", "IT"),
              (1, "description", "Bearing housing")),
    ),
    "products-numbers.xlsx": Expected(
        ((2, "100200300"), (3, "4"), (4, "007"), (5, "1234567890123456")),
        problems=((5, "cell-rounded"),),
        says=((2, "hs_code", "85423100"), (3, "hs_code", "040120"), (4, "hs_code", "85423100")),
    ),
}  # fmt: skip

BOOKS: dict[str, Expected] = {
    "plain.xlsx": whole(""),
    "shared-strings.xlsx": Expected(((2, "Alder Gate"),), says=((2, "addresses.0.country", "GB"),)),
    "merged.xlsx": Expected(
        ((3, "Alder Gate"), (4, "Alder Gate"), (5, "Alder Gate"), (6, "Bruchmann")), header=2
    ),
    "formulas.xlsx": Expected(
        ((2, "Alder Gate"), (3, ""), (4, "Costa Verde"), (5, "Del Mar")),
        problems=(
            (3, "cell-not-calculated"), (3, "row-no-name"), (4, "cell-error"), (4, "cell-error"),
        ),
    ),
    "dates.xlsx": Expected(
        ((2, "Alder Gate"), (3, "Bruchmann"), (4, "Costa Verde"), (5, "Del Mar")),
        problems=((4, "cell-date-serial"),),
        says=(
            (2, "formed_on", "2000-01-01"), (3, "formed_on", "2000-01-01"),
            (5, "formed_on", "1900-02-28"),
        ),
    ),
    "dates-1904.xlsx": Expected(((2, "Alder Gate"),), says=((2, "formed_on", "2004-01-02"),)),
    "percent-format.xlsx": Expected(
        ((2, "Alder Gate"), (3, "Bruchmann"), (4, "Costa Verde")),
        says=(
            (2, "related.0.percent", "51"), (3, "related.0.percent", "100"),
            (4, "related.0.percent", "33.3"),
        ),
    ),
    "numbers-as-codes.xlsx": Expected(
        ((2, "Alder Gate"), (3, "Bruchmann")),
        says=((2, "identifiers.0.value", "123456789"), (2, "identifiers.0.type", "VAT number")),
    ),
    "million-empty-rows.xlsx": whole(""),
    "stray-space-at-the-end.xlsx": whole(""),
    "hidden.xlsx": whole(
        "", ("table-hidden-rows", "table-hidden-columns", "table-hidden-sheets")
    ),
    "titles-and-gap.xlsx": Expected(((6, ALL[0][1]), (9, ALL[1][1])), header=5),
    "huge-cell.xlsx": Expected(
        ((2, "A"), (3, "")), problems=((3, "cell-too-long"), (3, "row-no-name"))
    ),
    "booleans.xlsx": Expected(((2, "A"),), says=((2, "notes", "TRUE"),)),
    "entities.xlsx": Expected(((2, ""),), problems=((2, "row-no-name"),)),
    "old.xls": Expected(
        ((2, "Bruchmann Feinwerk"),),
        says=((2, "addresses.0.country", "DE"), (2, "reference", "1002")),
    ),
    "typed.ods": Expected(
        (
            (2, "Alder Gate"), (3, "Bruchmann"), (4, "Bruchmann"), (5, "Bruchmann"),
            (6, "Costa Verde"), (7, "Costa Verde"), (8, "Del Mar"),
        ),
        problems=((8, "cell-error"),), notes=("table-hidden-rows", "table-hidden-sheets"),
        says=(
            (2, "addresses.0.city", "Leeds North x"), (2, "formed_on", "2001-04-03"),
            (2, "related.0.percent", "51"),
        ),
    ),
}  # fmt: skip

TAKEN: dict[str, Expected] = {**ENCODINGS, **FORMS, **VALUES, **BOOKS}
