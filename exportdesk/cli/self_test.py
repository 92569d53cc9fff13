"""`exportdesk self-test`: does the installed program work on this machine?"""

import json
import platform
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

import click

from exportdesk import __version__
from exportdesk.cli.session import Session, complain, console, desk_of
from exportdesk.core.figures import figure
from exportdesk.core.words.quoted import quoted
from exportdesk.operations.demo_run import claim_folder
from exportdesk.operations.self_test import Check, self_test
from exportdesk.wiring import Desk


@click.command("self-test")
@click.option("--report", type=click.Path(path_type=Path, dir_okay=False), help="Also write here.")
@click.pass_obj
def self_test_command(session: Session, report: Path | None) -> int:
    """Open, screen, make a PDF and draw a page in a workspace of its own. Ends with 0 or 1."""
    with ExitStack() as stack:
        temporary = tempfile.TemporaryDirectory(prefix="exportdesk-", ignore_cleanup_errors=True)
        folder = Path(stack.enter_context(temporary))

        def open_desk() -> Desk:
            claim_folder(folder / "workspace")
            return stack.enter_context(desk_of(folder / "workspace"))

        checks = self_test(open_desk, session.doors.render_page)
    passed = all(check.passed for check in checks)
    if report is not None:
        try:
            report.write_text(_report(checks, passed), encoding="utf-8")
        except OSError as error:
            complain(quoted(str(error)))
            passed = False
    out = console()
    for check in checks:
        out.print(
            f"{'ok    ' if check.passed else 'FAILED'}  {check.name}: {check.detail} "
            f"({figure(check.seconds, 1)} s)",
            markup=False,
        )
    return 0 if passed else 1


def _report(checks: tuple[Check, ...], passed: bool) -> str:
    value = {
        "passed": passed,
        "version": __version__,
        "python": platform.python_version(),
        "system": platform.platform(),
        "frozen": bool(getattr(sys, "frozen", False)),
        "checks": [
            {
                "name": check.name,
                "passed": check.passed,
                "detail": check.detail,
                "seconds": round(check.seconds, 2),
            }
            for check in checks
        ],
    }
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"
