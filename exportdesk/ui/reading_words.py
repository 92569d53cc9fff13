"""Words for how a table is read: what stands between cells, how letters are encoded."""

from exportdesk.core.i18n import _

# Only others need a choice: UTF-8 and UTF-16 are told by the file itself.
CERTAIN = frozenset({"utf-8-sig", "utf-16", "utf-16-le", ""})


def delimiter_choices() -> list[tuple[str, str]]:
    """Return what may stand between the cells of a CSV."""
    return [
        (",", _("Comma ,")),
        (";", _("Semicolon ;")),
        ("\t", _("Tab")),
        ("|", _("Bar |")),
    ]


def encoding_choices(found: str) -> list[tuple[str, str]]:
    """Return the encodings offered; the one `found` is among them."""
    known = [
        ("cp1252", _("Western (Windows-1252)")),
        ("cp1250", _("Central European (Windows-1250)")),
        ("cp1251", _("Cyrillic (Windows-1251)")),
        ("cp1253", _("Greek (Windows-1253)")),
        ("cp1254", _("Turkish (Windows-1254)")),
        ("cp1256", _("Arabic (Windows-1256)")),
        ("gb18030", _("Chinese (GB 18030)")),
        ("big5", _("Chinese (Big5)")),
        ("cp932", _("Japanese (Shift JIS)")),
        ("cp949", _("Korean (EUC-KR)")),
    ]
    if found not in dict(known):
        known.insert(0, (found, found.upper()))
    return known
