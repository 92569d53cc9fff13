"""Saving a copy of a file that goes with an earlier decision."""

from collections.abc import Callable

from exportdesk.core.errors import ExportDeskError
from exportdesk.core.i18n import _
from exportdesk.core.standing import Evidence
from exportdesk.core.words.quoted import quoted
from exportdesk.ui.shell import Shell
from exportdesk.ui.widgets import Page, Tone


def save_copy(page: Page, shell: Shell, read: Callable[[Evidence], bytes], one: Evidence) -> None:
    """Ask where to, and save what `read` returns there; say on the page what goes wrong."""
    path = shell.ask.save_file(page, _("Save a copy"), one.name, _("All files (*)"))
    if path is None:
        return
    try:
        path.write_bytes(read(one))
    except OSError as error:
        words = _("{path} cannot be written: {detail}.")
        page.banner.say(words.format(path=path, detail=quoted(str(error))), Tone.RED)
    except ExportDeskError as error:
        page.show_trouble(error)
    else:
        shell.window.toast(_("Saved {file}.").format(file=path.name))
