"""Programs that are not ours and no library of ours, which read and fill in forms: pdftk, pdf.js.

They are used where they are: pdftk on the path, and pdf.js where node is and
EXPORTDESK_NODE_MODULES names the folder in which pdfjs-dist was installed.
"""

import json
import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

PDFTK = shutil.which("pdftk")
NODE = shutil.which("node")
MODULES = os.environ.get("EXPORTDESK_NODE_MODULES", "")
HAS_PDFJS = NODE is not None and bool(MODULES) and (Path(MODULES) / "pdfjs-dist").is_dir()
_SCRIPT = Path(__file__).with_name("pdfjs.mjs")
_SECONDS = 120


def filled_by_pdftk(data: bytes, values: Mapping[str, str], folder: Path) -> bytes:
    """Return the form with fields set by pdftk; `/Yes` ticks a box."""
    fields = "".join(
        f'<field name="{name}"><value>{escape(value.removeprefix("/"))}</value></field>'
        for name, value in values.items()
    )
    xfdf = f'<xfdf xmlns="http://ns.adobe.com/xfdf/"><fields>{fields}</fields></xfdf>'
    (folder / "values.xfdf").write_text(
        f'<?xml version="1.0" encoding="UTF-8"?>{xfdf}', encoding="utf-8"
    )
    (folder / "form.pdf").write_bytes(data)
    _run([str(PDFTK), "form.pdf", "fill_form", "values.xfdf", "output", "filled.pdf"], folder)
    return (folder / "filled.pdf").read_bytes()


def filled_by_pdfjs(data: bytes, values: Mapping[str, str], folder: Path) -> bytes:
    """Return the form as Firefox saves it."""
    (folder / "values.json").write_text(json.dumps(values), encoding="utf-8")
    (folder / "form.pdf").write_bytes(data)
    _run([str(NODE), str(_SCRIPT), MODULES, "form.pdf", "values.json", "filled.pdf"], folder)
    return (folder / "filled.pdf").read_bytes()


def read_by_pdfjs(data: bytes, folder: Path) -> Any:
    """Return what pdf.js reads: `pages`, `fields` with values, and what it `warned` of."""
    (folder / "read.pdf").write_bytes(data)
    return json.loads(_run([str(NODE), str(_SCRIPT), MODULES, "read.pdf"], folder))


def checked_by_qpdf(data: bytes, folder: Path) -> str:
    """Return what qpdf complains about, "" for nothing."""
    (folder / "checked.pdf").write_bytes(data)
    done = subprocess.run(
        ["qpdf", "--check", "checked.pdf"], cwd=folder, capture_output=True, timeout=_SECONDS
    )
    return "" if done.returncode == 0 else (done.stdout + done.stderr).decode()


def _run(call: list[str], folder: Path) -> bytes:
    return subprocess.run(
        call, cwd=folder, capture_output=True, check=True, timeout=_SECONDS
    ).stdout
