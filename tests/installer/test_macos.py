"""The bundle and the disk image of macOS, as far as they can be looked at elsewhere."""

import os
import plistlib
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from installer.about import APP_ID, VERSION
from installer.macos.app import information
from installer.macos.dmg import HERE

SCRIPT = HERE / "dmg.sh"
needs_bash = pytest.mark.skipif(
    sys.platform == "win32" or shutil.which("bash") is None, reason="a script for bash"
)

RECORDER = """#!/bin/sh
printf '%s' "$(basename "$0")" >> "$RECORD"
for word in "$@"; do printf '|%s' "$word" >> "$RECORD"; done
printf '\\n' >> "$RECORD"
"""


def test_the_property_list_is_one_and_opens_a_window() -> None:
    told = plistlib.loads(plistlib.dumps(information()))
    assert told["CFBundleExecutable"] == "exportdeskw"
    assert told["CFBundleIdentifier"] == APP_ID
    assert told["CFBundleShortVersionString"] == VERSION
    assert told["LSBackgroundOnly"] is False
    assert all(part.isdecimal() for part in told["CFBundleVersion"].split("."))


def test_the_entitlements_let_a_replaced_qt_be_loaded() -> None:
    told = plistlib.loads((HERE / "entitlements.plist").read_bytes())
    assert told["com.apple.security.cs.disable-library-validation"] is True


@pytest.mark.skipif(shutil.which("shellcheck") is None, reason="shellcheck is not installed")
def test_the_script_passes_shellcheck() -> None:
    done = subprocess.run(["shellcheck", str(SCRIPT)], capture_output=True, text=True, check=False)
    assert done.stdout == ""


def make(place: Path, **variables: str) -> tuple[int, list[list[str]]]:
    """Run the script with recorders in the place of Apple's tools; return code and calls."""
    tools = place / "tools"
    tools.mkdir()
    for name in ("codesign", "hdiutil", "xcrun"):
        (tools / name).write_text(RECORDER)
        (tools / name).chmod(0o755)
    inside = place / "ExportDesk.app" / "Contents"
    for name in (
        "MacOS/exportdesk",
        "MacOS/exportdeskw",
        "Frameworks/a b.dylib",
        "Frameworks/c.so",
    ):
        (inside / name).parent.mkdir(parents=True, exist_ok=True)
        (inside / name).touch()
    (inside / "Frameworks" / "QtCore.framework").mkdir()
    record = place / "record"
    record.touch()
    known = {k: v for k, v in os.environ.items() if not k.startswith("EXPORTDESK_")}
    path = f"{tools}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["bash", str(SCRIPT), str(place / "ExportDesk.app"), str(place / "made.dmg")],
        env=known | {"PATH": path, "RECORD": str(record)} | variables,
        capture_output=True,
        check=False,
    )
    return done.returncode, [line.split("|") for line in record.read_text("utf-8").splitlines()]


@needs_bash
def test_without_an_identity_it_is_signed_for_this_computer_only(tmp_path: Path) -> None:
    code, calls = make(tmp_path)
    assert code == 0
    signed = [Path(call[-1]).name for call in calls if "--sign" in call]
    assert sorted(signed[:2]) == ["a b.dylib", "c.so"]
    assert signed[2:] == ["QtCore.framework", "exportdesk", "ExportDesk.app"]
    assert all(call[call.index("--sign") + 1] == "-" for call in calls if "--sign" in call)
    assert [call[0] for call in calls if call[0] != "codesign"] == ["hdiutil"]


@needs_bash
def test_with_an_identity_and_a_profile_it_is_signed_notarized_and_stapled(tmp_path: Path) -> None:
    identity = "Developer ID Application: A Firm (AB12)"
    code, calls = make(
        tmp_path, EXPORTDESK_SIGN_IDENTITY=identity, EXPORTDESK_NOTARY_PROFILE="notary"
    )
    assert code == 0
    signed = [call for call in calls if "--sign" in call]
    assert all(call[call.index("--sign") + 1] == identity for call in signed)
    assert all("--options" in call for call in signed[:-1])  # the image has no code of its own
    assert signed[-1][-1].endswith("made.dmg")
    assert [call[1:3] for call in calls if call[0] == "xcrun"] == [
        ["notarytool", "submit"],
        ["stapler", "staple"],
        ["stapler", "validate"],
    ]
    (submitted,) = [call for call in calls if call[1:2] == ["notarytool"]]
    assert submitted[-2:] == ["--keychain-profile", "notary"]


@needs_bash
def test_what_is_not_signed_is_not_sent_to_be_notarized(tmp_path: Path) -> None:
    code, calls = make(tmp_path, EXPORTDESK_NOTARY_PROFILE="notary")
    assert code == 2
    assert calls == []
