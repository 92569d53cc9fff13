"""Writes the version information that Windows shows of a program (Properties > Details)."""

from pathlib import Path

from installer.about import COPYRIGHT, NAME, PUBLISHER, VERSION, four_numbers

_TEXT = """\
VSVersionInfo(
  ffi=FixedFileInfo(
    filevers={numbers},
    prodvers={numbers},
    mask=0x3F,
    flags=0x0,
    OS=0x40004,
    fileType=0x1,
    subtype=0x0,
    date=(0, 0),
  ),
  kids=[
    StringFileInfo([
      StringTable("040904B0", [
{strings}
      ]),
    ]),
    VarFileInfo([VarStruct("Translation", [0x0409, 0x04B0])]),
  ],
)
"""

_DESCRIPTIONS = {"exportdesk": f"{NAME} (command line)", "exportdeskw": NAME}


def version_text(program: str) -> str:
    """Return the version information of one of the two programs, as PyInstaller reads it."""
    told = {
        "CompanyName": PUBLISHER,
        "FileDescription": _DESCRIPTIONS[program],
        "FileVersion": VERSION,
        "InternalName": program,
        "LegalCopyright": COPYRIGHT,
        "OriginalFilename": f"{program}.exe",
        "ProductName": NAME,
        "ProductVersion": VERSION,
    }
    strings = "\n".join(f"        StringStruct({key!r}, {text!r})," for key, text in told.items())
    return _TEXT.format(numbers=four_numbers(), strings=strings)


def write_version_file(folder: Path, program: str) -> Path:
    """Write the version information of a program into `folder`; return the file."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{program}-version.txt"
    file.write_text(version_text(program), "utf-8")
    return file
