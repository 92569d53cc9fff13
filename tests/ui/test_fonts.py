"""Names in any script can be read in the window."""

import subprocess
import sys
from pathlib import Path

import pytest

from exportdesk.core import resources

CODE = """
from PySide6.QtGui import QFontDatabase, QGuiApplication
application = QGuiApplication([])
from exportdesk.ui.fonts import fill_gaps
print(*fill_gaps())
"""


@pytest.mark.skipif(sys.platform != "linux", reason="fonts are taken away through fontconfig")
def test_where_the_system_has_no_font_the_bundled_one_is_used(tmp_path: Path) -> None:
    config = tmp_path / "fonts.conf"
    config.write_text(
        f"<fontconfig><dir>{tmp_path}</dir><cachedir>{tmp_path / 'cache'}</cachedir></fontconfig>",
        "utf-8",
    )
    (tmp_path / "latin.ttf").write_bytes(
        resources.path("fonts", "NotoSans-Regular.ttf").read_bytes()
    )
    told = subprocess.run(
        [sys.executable, "-c", CODE],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
        env={"FONTCONFIG_FILE": str(config), "QT_QPA_PLATFORM": "offscreen", "PATH": ""},
    )
    taken = told.stdout.split()
    for script in ("SC", "KR", "Arabic", "Thai", "Hebrew", "Devanagari"):
        assert f"NotoSans{script}-Regular.ttf" in taken
