"""What the bundle of macOS says of itself in Info.plist."""

from installer.about import APP_ID, COPYRIGHT, NAME, VERSION, four_numbers

OLDEST_MACOS = "13.0"
"""The oldest macOS that the wheels of Qt 6.11 run on."""


def information() -> dict[str, object]:
    """Return the entries of Info.plist that are ours; PyInstaller adds those of every bundle."""
    return {
        "CFBundleDisplayName": NAME,
        "CFBundleExecutable": "exportdeskw",
        "CFBundleIdentifier": APP_ID,
        "CFBundleName": NAME,
        "CFBundleShortVersionString": VERSION,
        "CFBundleVersion": ".".join(map(str, four_numbers()[:3])),
        "LSApplicationCategoryType": "public.app-category.business",
        # PyInstaller says True of a folder that has a program with a console in it.
        "LSBackgroundOnly": False,
        "LSMinimumSystemVersion": OLDEST_MACOS,
        "NSHighResolutionCapable": True,
        "NSHumanReadableCopyright": COPYRIGHT,
        # Both looks are drawn by the program: the system need not force the light one.
        "NSRequiresAquaSystemAppearance": False,
    }
