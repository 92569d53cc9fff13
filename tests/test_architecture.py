"""The architecture is a test: what may import what, and what stands where."""

import ast
import gc
import importlib
import re
import subprocess
import sys
from collections.abc import Callable, Collection, Iterable, Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "exportdesk"

ROWS = (
    ("core",),
    ("rulebook",),
    ("screening", "diligence", "tables"),
    ("storage", "lists", "documents"),
    ("operations",),
    ("worker", "log"),
    ("wiring",),
    ("ui", "cli"),
    ("__main__",),
)
"""The picture in ARCHITECTURE.md from the ground up. A new package gets its row here first."""

ROW_OF = {name: number for number, row in enumerate(ROWS) for name in row}
QT = {"PySide6", "shiboken6", "qtawesome", "qtpy"}
MOST_LINES = 450

MODULES = sorted(PACKAGE.rglob("*.py"))


@cache
def tree_of(path: Path) -> ast.Module:
    """Return the syntax tree of a file, read once for all rules."""
    return ast.parse(path.read_text("utf-8"), str(path))


@pytest.fixture(autouse=True, scope="module")
def _trees_are_let_go() -> Iterator[None]:
    """Look for no garbage among two million nodes, and keep none of them for the tests to come."""
    gc.disable()
    yield
    tree_of.cache_clear()
    tracked.cache_clear()
    gc.enable()


def imported(tree: ast.Module, package: str) -> Iterator[str]:
    """Yield every module `tree` imports, by its full name and wherever the import stands.

    Inside functions and under TYPE_CHECKING too: to know a type is to know the module.
    """
    for node in ast.walk(tree):
        match node:
            case ast.Import(names=names):
                yield from (each.name for each in names)
            case ast.ImportFrom(module=module, names=names, level=level):
                above = package.split(".")[: len(package.split(".")) - level + 1] if level else []
                source = ".".join([*above, *([module] if module else [])])
                yield from (f"{source}.{each.name}" for each in names)
            case ast.Call(
                func=ast.Attribute(attr="import_module") | ast.Name(id="import_module"),
                args=[ast.Constant(value=str(name)), *_],
            ):
                yield name


def part_of(path: Path) -> str:
    """Return which part of the program a file belongs to: `core`, `ui`, `worker`, ..."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


@cache
def imports_of(path: Path) -> set[str]:
    """Return the full names a module of ours imports."""
    package = ".".join(path.relative_to(ROOT).parts[:-1])
    return set(imported(tree_of(path), package))


def forbidden(part: str, names: set[str]) -> list[str]:
    """Return those of the imported `names` that `part` may not know."""
    found = []
    for name in sorted(names):
        top, _, rest = name.partition(".")
        other = rest.partition(".")[0]
        if top != "exportdesk" or other not in ROW_OF or other == part:
            continue
        if ROW_OF[other] >= ROW_OF[part]:
            found.append(name)
    return found


def modules(*, of: str = "", but: str = "") -> list[Path]:
    """Return the modules of one part of the program, or all but those of one."""
    return [path for path in MODULES if part_of(path) != but and (not of or part_of(path) == of)]


Rule = Callable[[Path], Collection[object]]


def broken(rule: Rule, where: Iterable[Path]) -> dict[str, list[object]]:
    """Return what is wrong with which module. One test for all: there are some 900 modules."""
    found = {str(path.relative_to(PACKAGE)): list(rule(path)) for path in where}
    return {name: wrong for name, wrong in found.items() if wrong}


def called(path: Path, is_one: Callable[[ast.Call], bool]) -> list[int]:
    """Return the lines of these calls."""
    tree = ast.walk(tree_of(path))
    return [node.lineno for node in tree if isinstance(node, ast.Call) and is_one(node)]


def imported_from(tops: Collection[str]) -> Rule:
    """Return the rule against importing these packages."""
    return lambda path: {name for name in imports_of(path) if name.partition(".")[0] in tops}


def test_imports_point_down() -> None:
    def upward(path: Path) -> Collection[str]:
        part = part_of(path)
        if part == "__init__":
            return imports_of(path)  # exportdesk/__init__.py imports nothing
        if part not in ROW_OF:
            return [f"exportdesk/{part} has no row in the picture yet"]
        return forbidden(part, imports_of(path))

    assert broken(upward, MODULES) == {}


def test_only_the_window_knows_qt() -> None:
    assert broken(imported_from(QT), modules(but="ui")) == {}


def test_core_is_plain_python() -> None:
    allowed = sys.stdlib_module_names | {"typing_extensions", "exportdesk"}

    def others(path: Path) -> Collection[str]:
        return {name for name in imports_of(path) if name.partition(".")[0] not in allowed}

    assert broken(others, modules(of="core")) == {}


def test_only_storage_speaks_sql() -> None:
    def speaks(call: ast.Call) -> bool:
        # `execute()` with nothing to execute is not SQL: a shaping plan has such a method too.
        verbs = ("execute", "executemany", "executescript")
        return isinstance(call.func, ast.Attribute) and call.func.attr in verbs and bool(call.args)

    elsewhere = modules(but="storage")
    its_own = {"sqlite3", "sqlite_utils", "sqlcipher3", "cryptography"}
    assert broken(imported_from(its_own), elsewhere) == {}
    assert broken(lambda path: called(path, speaks), elsewhere) == {}, "these lines run SQL"


def test_due_diligence_knows_no_files_and_no_clock() -> None:
    outside = {"pathlib", "os", "io", "time", "sqlite3", "tempfile", "random", "msgspec", "csv"}
    clock = {"exportdesk.core.clock", "exportdesk.core.clock.Clock"}

    def asks_the_day(path: Path) -> Collection[int]:
        return [
            node.lineno
            for node in ast.walk(tree_of(path))
            if isinstance(node, ast.Attribute) and node.attr in ("today", "now", "utcnow")
        ]

    here = modules(of="diligence")
    assert broken(imported_from(outside), here) == {}
    assert broken(lambda path: clock & imports_of(path), here) == {}
    assert broken(asks_the_day, here) == {}, "these lines ask what day it is"


def test_nothing_prints_below_the_command_line() -> None:
    def prints(call: ast.Call) -> bool:
        return isinstance(call.func, ast.Name) and call.func.id == "print"

    assert broken(lambda path: called(path, prints), modules(but="cli")) == {}


def test_no_module_is_too_long_to_read() -> None:
    def too_long(path: Path) -> Collection[int]:
        lines = len(path.read_text("utf-8").splitlines())
        return [lines] if lines > MOST_LINES else []

    assert broken(too_long, MODULES) == {}, "so many lines: is there a second thing in it?"


def test_nothing_is_left_for_later() -> None:
    later = re.compile(r"\b(?:TODO|FIXME|XXX|raise NotImplementedError)\b")
    assert broken(lambda path: later.findall(path.read_text("utf-8")), MODULES) == {}


def test_the_rules_find_what_breaks_them() -> None:
    screen = PACKAGE / "ui" / "app.py"
    assert broken(imported_from(QT), [screen])
    assert broken(imported_from({"sqlite3", "sqlite_utils"}), modules(of="storage"))
    assert broken(lambda path: called(path, lambda call: True), [screen])
    assert {part_of(path) for path in modules(but="ui")} == (
        {part_of(path) for path in MODULES} - {"ui"}
    )
    assert {part_of(path) for path in modules(of="core")} == {"core"}


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("import exportdesk.ui.home", ["exportdesk.ui.home"]),
        ("from exportdesk import ui", ["exportdesk.ui"]),
        ("def f():\n    from exportdesk.cli import main", ["exportdesk.cli.main"]),
        ("if TYPE_CHECKING:\n    from exportdesk.wiring import Desk", ["exportdesk.wiring.Desk"]),
        ("from ..ui import home", ["exportdesk.ui.home"]),
        ("from .. import cli", ["exportdesk.cli"]),
        ("importlib.import_module('exportdesk.ui')", ["exportdesk.ui"]),
        ("from exportdesk.lists import read", ["exportdesk.lists.read"]),
        ("from . import changes", []),
        ("from .records import head\nfrom exportdesk.core.ids import new_id", []),
        ("import sqlite3, exportdesk.screening", []),
    ],
)
def test_the_import_rule_sees_every_way_to_import(source: str, found: list[str]) -> None:
    names = set(imported(ast.parse(source), "exportdesk.storage"))
    assert forbidden("storage", names) == found


def test_the_doors_load_no_document_library() -> None:
    # reportlab alone costs 0.2 s; it is imported when a document is made.
    parts = {part_of(module) for module in MODULES}
    doors = sorted(parts & {"cli", "ui", "wiring", "__main__"})
    loads = "; ".join(f"import exportdesk.{name}" for name in doors)
    told = subprocess.run(
        [sys.executable, "-c", f"import sys; {loads}\nprint('reportlab' in sys.modules)"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert told.stdout.strip() == "False"


FIRST_PAGE = """
import sys
from pathlib import Path
from PySide6.QtCore import QSettings
from exportdesk.cli import program, session
from exportdesk.ui.app import Program, make_application
from exportdesk.ui.ask import QtAsk
from exportdesk.ui.pages import pages
from exportdesk.wiring import open_desk

folder = Path(sys.argv[1])
application = make_application(["exportdesk"])
settings = QSettings(str(folder / "window.ini"), QSettings.Format.IniFormat)
window = Program(application, folder, settings, QtAsk(settings))
window.open(lambda read_only: open_desk(folder), pages)
while window.window.page is None:
    application.processEvents()

def seen():
    print(*sys.modules)
    application.quit()

window.window.page.looked.connect(seen)
application.exec()
window.close()
"""


def test_the_first_page_is_there_before_what_screens_is_read(tmp_path: Path) -> None:
    # All of it costs 0.8 s more: the first page asks the workspace alone, and threads read the
    # rest while it is looked at.
    told = subprocess.run(
        [sys.executable, "-c", FIRST_PAGE, str(tmp_path / "ws")],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    read = {*told.stdout.split()}
    assert "exportdesk.ui.home.page" in read
    late = {"numpy", "urllib.request", "email.message", "reportlab", "httpx", "lxml"}
    late |= {
        f"exportdesk.{name}" for name in ("rulebook", "diligence", "documents", "lists.formats")
    }
    late |= {f"exportdesk.operations.{name}" for name in ("cases", "deciding", "screening")}
    assert not late & read
    assert not {
        name for name in read if re.match(r"exportdesk\.(screening\.score|tables\.\w)", name)
    }


def test_a_command_reads_the_code_of_no_other() -> None:
    # Everything together costs 0.8 s, every time.
    asked = (
        "import sys; from exportdesk.__main__ import main; sys.argv = ['exportdesk', '--version']\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "print(*(name for name in sys.modules if name.startswith('exportdesk.')))"
    )
    told = subprocess.run(
        [sys.executable, "-c", asked], cwd=ROOT, capture_output=True, text=True, check=True
    )
    parts = {name.split(".")[1] for name in told.stdout.splitlines()[-1].split()}
    assert parts == {"__main__", "cli", "core"}


@pytest.mark.parametrize("command", [("lists", "status"), ("screen", "Calm Harbor")])
def test_a_command_that_takes_no_list_in_reads_no_format(
    command: tuple[str, ...], tmp_path: Path
) -> None:
    # The code of all formats costs 0.15 s.
    asked = (
        "import sys; from exportdesk.__main__ import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "print(*(name for name in sys.modules if name.startswith('exportdesk.')"
        " or name in ('sqlcipher3', 'cryptography')))"
    )
    told = subprocess.run(
        [sys.executable, "-c", asked, "--workspace", str(tmp_path / "ws"), *command],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    read = told.stdout.splitlines()[-1].split()
    assert "exportdesk.lists.catalogue" in read
    assert "exportdesk.lists.formats" not in read


@pytest.mark.parametrize("package", ["lists", "rulebook", "screening", "tables"])
def test_a_package_that_reads_its_modules_later_has_all_it_names(package: str) -> None:
    module = importlib.import_module(f"exportdesk.{package}")
    assert sorted(module._WHERE) == sorted(module.__all__)
    for name, where in module._WHERE.items():
        # A module of the same name would take the place of what is meant, once it is read.
        assert not (PACKAGE / package / f"{name}.py").exists(), name
        assert getattr(module, name) is getattr(
            importlib.import_module(f"exportdesk.{package}.{where}"), name
        )


# What is in the repository


@cache
def tracked() -> dict[str, str]:
    """Return the text of every tracked file, by its path; the lock and binary files left out."""
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if listed.returncode:
        pytest.skip("this is not a git checkout")
    texts = {}
    for name in filter(None, listed.stdout.split("\0")):
        path = ROOT / name
        if path.is_file():
            content = path.read_bytes()
            if b"\0" not in content[:8000]:
                texts[name] = content.decode("utf-8", "replace")
    return texts


def lines_with(pattern: str) -> list[str]:
    """Return where `pattern` occurs in tracked files: `path:line`."""
    wanted = re.compile(pattern, re.IGNORECASE)
    return [
        f"{name}:{text.count(chr(10), 0, found.start()) + 1}"
        for name, text in tracked().items()
        for found in wanted.finditer(text)
    ]


def test_no_file_names_a_place_on_somebodys_machine() -> None:
    assert lines_with(r"(?<![\w.~-])/(?:work|root|tmp/[a-z]+)/(?!\$)") == []
    assert lines_with(r"(?<![\w.-])/(?:home|Users)/(?!\$|\w*[{<])[a-z]+/") == []


def test_no_file_names_a_package_registry() -> None:
    # In pieces, so that this file does not name them either.
    hosts = [f"{name}.org" for name in ("pypi", "files.pythonhosted", "registry.npmjs")]
    assert lines_with("|".join(re.escape(host) for host in hosts)) == []


def test_no_real_list_is_committed() -> None:
    heavy = [name for name in tracked() if (ROOT / name).stat().st_size > 1_500_000]
    assert heavy == [], "a text file this large is a control list or a mistake"
