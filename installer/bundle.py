"""Says what goes into the frozen program and what stays out.

Qt is taken under the LGPL, and some of its modules are offered under the GPL only. So the rule is
an allow-list: of Qt, nothing that is not named here is frozen.
"""

import re
from pathlib import PurePath, PurePosixPath

QT_MODULES = frozenset(
    ("Core", "Gui", "Network", "Pdf", "PdfWidgets", "PrintSupport", "Svg", "SvgWidgets", "Widgets")
)
"""The Qt modules the program imports."""

QT_LIBRARIES = QT_MODULES | {
    *("DBus", "OpenGL", "WaylandClient", "WlShellIntegration", "XcbQpa"),
}
"""Those, and what they and the plugins below load in turn."""

GPL_ONLY = (
    *("CanvasPainter", "Charts", "Coap", "DataVisualization", "Graphs", "Grpc", "HttpServer"),
    *("Lottie", "Mqtt", "NetworkAuth", "OpcUa", "Protobuf", "Quick3D", "QuickEffectMaker"),
    *("QuickTimeline", "ShaderTools", "SpatialAudio", "VirtualKeyboard", "WaylandCompositor"),
)
"""How the names of Qt modules begin that are not offered under the LGPL."""

PLUGINS = {
    "iconengines": "qsvgicon",
    "imageformats": "qgif qicns qico qjpeg qsvg",
    "platforminputcontexts": "composeplatforminputcontextplugin ibusplatforminputcontextplugin",
    "platforms": "qcocoa qminimal qoffscreen qwayland qwindows qxcb",
    "platformthemes": "qxdgdesktopportal",
    "printsupport": "cocoaprintersupport cupsprintersupport windowsprintersupport",
    "styles": "qmacstyle qmodernwindowsstyle",
    "tls": "qcertonlybackend qopensslbackend qschannelbackend qsecuretransportbackend",
    "wayland-decoration-client": "adwaita bradient",
    "wayland-graphics-integration-client": "qt-plugin-wayland-egl",
    "wayland-shell-integration": "xdg-shell",
    "xcbglintegrations": "qxcb-egl-integration qxcb-glx-integration",
}

EXCLUDED = (
    *("IPython", "PyQt5", "PyQt6", "PySide2", "matplotlib", "pandas", "scipy"),
    *("_pytest", "hypothesis", "mypy", "pip", "pytest", "pytestqt", "setuptools", "uv", "xdist"),
    *("curses", "ensurepip", "idlelib", "lib2to3", "readline", "tkinter", "turtledemo", "venv"),
    *("bs4", "cssselect", "html5lib", "soupsieve"),  # of lxml's parts that we do not use
    *("numpy.f2py", "numpy.testing", "rlbidi", "rlPyCairo"),
)
"""Python modules that something names and the program does not need, Qt's own aside."""

CARRIED_LIBRARIES = (
    *("libbz2", "libcrypto", "libffi", "liblzma", "libmpdec", "libpython3", "libsqlite3"),
    *("libssl", "libuuid", "libzstd"),
)
"""How the system's libraries begin that go in on Linux: what Python is built on.

Of the rest, a desktop has its own, which fit its drivers and settings; some (readline, GnuTLS's
parts) are under licenses that we do not want to pass on.
"""

LENT_LIBRARIES = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
"""What Qt opens a window with and not every desktop has, with the Debian package of each.

They are in the folder, and so in the portable archive; the .deb leaves them out and depends on the
packages.
"""

HIDDEN_PACKAGES = ("exportdesk", "reportlab.graphics.barcode", "tzdata")
"""Packages all of whose modules are frozen: some are imported by a name made at run time."""

HIDDEN_MODULES = ("_cffi_backend",)
"""Modules that compiled code imports, where nobody sees it."""

DATA_PACKAGES = ("anyascii", "qtawesome", "tzdata")
"""Packages that read files of their own at run time."""

_LIBRARY = re.compile(r"^(?:lib)?Qt6?(?P<module>[A-Z0-9]\w*?)(?:\.so[.\d]*|\.dll|\.dylib)$")
_SYSTEM = re.compile(r"^lib(?!Qt6|icu)[\w+.-]+?\.so[.\d]*$")
_BINDING = re.compile(r"^Qt(?P<module>[A-Z0-9]\w*)\.(?:abi3\.so|pyd|cpython-.*\.so)$")


def excluded_qt(available: list[str]) -> list[str]:
    """Return those of the PySide6 module names `available` (`QtCore`, ...) that stay out."""
    return [f"PySide6.{name}" for name in available if name.removeprefix("Qt") not in QT_MODULES]


def qt_module(path: str) -> str | None:
    """Return the Qt module a file in the folder is the library or binding of; None for others."""
    place = PurePosixPath(PurePath(path).as_posix().replace("\\", "/"))
    for part in place.parts:
        if part.endswith(".framework"):
            return part.removesuffix(".framework").removeprefix("Qt")
    found = _BINDING.match(place.name) or _LIBRARY.match(place.name)
    return found["module"] if found else None


def is_of_the_system(name: str) -> bool:
    """Say whether a file beside Python's modules is a library of this Linux, not of a wheel."""
    return _SYSTEM.match(name) is not None


def belongs(path: str) -> bool:
    """Say whether a file goes into the folder. Of Qt, only what is named above does."""
    place = PurePosixPath(path.replace("\\", "/"))
    module = qt_module(path)
    if module is not None:
        return module in QT_LIBRARIES
    if place.parent.name in ("", "_internal") and is_of_the_system(place.name):
        return place.name.startswith(CARRIED_LIBRARIES) or place.name in LENT_LIBRARIES
    if "PySide6" not in place.parts:
        return True
    if "qml" in place.parts or place.stem == "opengl32sw":  # the latter draws without a GPU: 20 MB
        return False
    if "translations" in place.parts:
        return place.name.startswith("qtbase_")
    if "plugins" in place.parts:
        kind = place.parts[place.parts.index("plugins") + 1]
        name = place.name.partition(".")[0].removeprefix("lib")
        return name in PLUGINS.get(kind, "").split()
    return True


def needs_the_gpl(path: str) -> bool:
    """Say whether a file is of a Qt module that is offered under the GPL only."""
    module = qt_module(path)
    return module is not None and module.startswith(GPL_ONLY)
