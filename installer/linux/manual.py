"""Writes the manual pages; the commands in them are those the program has."""

from collections.abc import Iterator

import click

from exportdesk.cli.program import program
from installer.about import VERSION, moment

_HEAD = """\
.TH EXPORTDESK 1 "{day}" "ExportDesk {version}" "User Commands"
.SH NAME
exportdesk \\- screen customers against export control lists
.SH SYNOPSIS
.B exportdesk
.RB [ \\-\\-workspace
.IR DIR ]
.RI [ COMMAND
.RI [ ARGS ...]]
.SH DESCRIPTION
.B ExportDesk
compares customers and everyone else in a shipment with the control lists of the United States and
of other countries, on your own computer, explains each possible match, walks a shipment through
its due diligence and keeps the record.
Without a command it opens the window, as
.BR exportdeskw (1)
does.
.PP
It gives no legal advice: finding nothing is not a permission to ship.
.SH OPTIONS
.TP
.BI \\-\\-workspace " DIR"
Work on the workspace in this folder, not on your own.
.TP
.B \\-\\-version
Show the version and end.
.TP
.BR \\-h ", " \\-\\-help
Show help, also after any command.
.SH COMMANDS
"""

_TAIL = """\
.SH EXIT STATUS
.TP
.B 0
Done.
.TP
.B 1
Possible or confirmed matches were found
.RB ( screen " and " "customers rescreen" " only)."
.TP
.B 2
Wrong use, or input that cannot be read.
.TP
.B 3
The lists are missing or too old.
.TP
.B 4
It could not be finished.
.SH ENVIRONMENT
.TP
.B EXPORTDESK_WORKSPACE
The workspace folder, where
.B \\-\\-workspace
does not name one.
.SH FILES
.TP
.I ~/.local/share/ExportDesk/workspace
Your workspace: everything you entered, decided and printed.
Removing the program leaves it where it is.
.TP
.I ~/.config/ExportDesk/window.ini
How the windows stood.
.SH SEE ALSO
.BR exportdeskw (1)
"""

_WINDOW = """\
.TH EXPORTDESKW 1 "{day}" "ExportDesk {version}" "User Commands"
.SH NAME
exportdeskw \\- open the window of ExportDesk
.SH SYNOPSIS
.B exportdeskw
.RB [ \\-\\-workspace
.IR DIR ]
.SH DESCRIPTION
.B exportdeskw
opens ExportDesk, which compares customers and everyone else in a shipment with export control
lists and keeps the record.
It is what the entry in the desktop's menu starts.
.PP
It is the same program as
.BR exportdesk (1)
and takes the same options and commands.
.SH SEE ALSO
.BR exportdesk (1)
"""


def pages() -> dict[str, str]:
    """Return the manual pages by their file names."""
    facts = {"day": f"{moment():%Y-%m-%d}", "version": VERSION}
    commands = "".join(_lines("", program, click.Context(program)))
    return {
        "exportdesk.1": _HEAD.format(**facts) + commands + _TAIL,
        "exportdeskw.1": _WINDOW.format(**facts),
    }


def _lines(before: str, group: click.Group, context: click.Context) -> Iterator[str]:
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if command is None or command.hidden:
            continue
        words = f"{before}{name}"
        if isinstance(command, click.Group):
            yield from _lines(f"{words} ", command, context)
            continue
        about = (command.help or "").partition("\n\n")[0].replace("\b", "")
        yield f".TP\n.B {_plain(words)}\n{_plain(' '.join(about.split()))}\n"


def _plain(text: str) -> str:
    r"""Return text as it stands in a manual page: a hyphen that is typed is `\-`."""
    text = text.replace("\\", "\\e").replace("-", "\\-")
    return f"\\&{text}" if text.startswith((".", "'")) else text
