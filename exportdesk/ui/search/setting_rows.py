"""The cards of the Settings page, found by their titles and by what people call what is there."""

from exportdesk.core.i18n import _
from exportdesk.ui.search.rows import SearchRow
from exportdesk.ui.settings import subjects


def setting_rows() -> list[SearchRow]:
    """Return a row for each card of the Settings page."""
    return [
        SearchRow(title, _("Settings"), "cog-outline", page="settings", subject=subject, also=also)
        for title, subject, also in (*_office(), *_program())
    ]


def _office() -> tuple[tuple[str, str, str], ...]:
    return (
        (
            _("Company"),
            subjects.COMPANY,
            _("firm name address letterhead phone e-mail website paper size letter A4"),
        ),
        (_("Your name"), subjects.OPERATOR, _("you user operator who signs")),
        (_("Papers"), subjects.PAPERS, _("logo color letterhead signature wording print pdf")),
        (_("Due diligence"), subjects.POLICY, _("policy renew certifications days country")),
        (
            _("Control lists"),
            subjects.LISTS,
            _("proxy network look for newer lists automatically at start old after days"),
        ),
        (_("Scores"), subjects.SCORES, _("threshold lowest score shown fewer more matches")),
        (_("Rulebook"), subjects.RULEBOOK, _("law regulations EAR ecfr country chart tables")),
        (
            _("How long records are kept"),
            subjects.RETENTION,
            _("retention years delete recordkeeping"),
        ),
    )


def _program() -> tuple[tuple[str, str, str], ...]:
    return (
        (
            _("Appearance"),
            subjects.LANGUAGE,
            _("language theme dark light mode colors English Spanish numbers dates format"),
        ),
        (_("Privacy"), subjects.PRIVACY, _("connections internet newer version upgrade")),
        (
            _("Password"),
            subjects.PASSWORD,
            _("encryption encrypt lock protect recovery code security"),
        ),
        (
            _("Backups"),
            subjects.BACKUP,
            _("backup folder back up restore copy daily save"),
        ),
        (
            _("Daily update while the window is closed"),
            subjects.SCHEDULE,
            _("schedule automatic background task"),
        ),
        (
            _("When something goes wrong"),
            subjects.HEALTH,
            _("check repair damaged problem error report support log"),
        ),
        (
            _("About"),
            subjects.ABOUT,
            _("version license notices workspace folder data location"),
        ),
    )
