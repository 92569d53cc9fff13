"""The two commands of a fresh machine: setting up, quickly the second time, and failing clearly."""

import ast
import importlib.util
import json
import os
import subprocess
import sys
import zipfile
from base64 import urlsafe_b64encode
from contextlib import nullcontext
from hashlib import sha256
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest

from tests.sampling import by_name

ROOT = Path(__file__).resolve().parents[1]
SOURCE = (ROOT / "dev.py").read_text("utf-8")

BACKEND = """
import zipfile

def build_editable(folder, config_settings=None, metadata_directory=None):
    info = "little-1.dist-info"
    with zipfile.ZipFile(f"{folder}/little-1-py3-none-any.whl", "w") as wheel:
        wheel.writestr(f"{info}/METADATA", "Metadata-Version: 2.1\\nName: little\\nVersion: 1\\n")
        told = "Wheel-Version: 1.0\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n"
        wheel.writestr(f"{info}/WHEEL", told)
        wheel.writestr(f"{info}/RECORD", "")
    return "little-1-py3-none-any.whl"
"""


def load(folder: Path) -> ModuleType:
    """Return dev.py as it stands in `folder`."""
    spec = importlib.util.spec_from_file_location("dev_in_test", folder / "dev.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def command(folder: Path, *arguments: str, **variables: str) -> "subprocess.CompletedProcess[str]":
    """Run dev.py in `folder`."""
    return subprocess.run(
        [sys.executable, "dev.py", *arguments],
        cwd=folder,
        env=os.environ | {"PIP_NO_INDEX": "1", "PYTHONWARNINGS": "default"} | variables,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """Return a checkout that needs nothing from the network: one locked package, a small one."""
    wheel = tmp_path / "pyside6-1-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        files = {f"PySide6/{name}.py": "" for name in ("QtWidgets", "QtPdf", "QtPrintSupport")}
        files["pyside6-1.dist-info/METADATA"] = "Metadata-Version: 2.1\nName: pyside6\nVersion: 1\n"
        files["pyside6-1.dist-info/WHEEL"] = (
            "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        )
        for name, text in files.items():
            archive.writestr(name, text)
        record = [
            f"{name},sha256={urlsafe_b64encode(sha256(text.encode()).digest()).decode().rstrip('=')},"
            for name, text in files.items()
        ]
        archive.writestr("pyside6-1.dist-info/RECORD", "\n".join(record))
    folder = tmp_path / "a checkout"
    folder.mkdir()
    (folder / "dev.py").write_text(SOURCE, "utf-8")
    digest = sha256(wheel.read_bytes()).hexdigest()
    lock = f"pyside6 @ {wheel.as_uri()} --hash=sha256:{digest}\n"
    (folder / "requirements.lock").write_text(lock, "utf-8")
    (folder / "backend.py").write_text(BACKEND, "utf-8")
    (folder / "pyproject.toml").write_text(
        '[build-system]\nrequires = []\nbuild-backend = "backend"\nbackend-path = ["."]\n', "utf-8"
    )
    return folder


@pytest.fixture
def dev(checkout: Path) -> ModuleType:
    return load(checkout)


def test_it_uses_the_standard_library_only() -> None:
    names = {
        alias.name.partition(".")[0]
        for node in ast.walk(ast.parse(SOURCE))
        if isinstance(node, ast.Import)
        for alias in node.names
    }
    assert names <= sys.stdlib_module_names


@pytest.mark.parametrize("version", [(2, 7), (3, 10), (3, 15)])
def test_another_python_is_refused_in_one_line(version: tuple[int, int]) -> None:
    ast.parse(SOURCE, feature_version=(3, 7))  # so old a Python must be able to read the refusal
    pretend = f"import sys; sys.version_info = {(*version, 0)}; exec(open('dev.py').read())"
    told = subprocess.run(
        [sys.executable, "-c", pretend], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert told.returncode == 1
    assert len(told.stderr.splitlines()) == 1
    assert "needs Python 3.11 to 3.14" in told.stderr


def test_without_a_command_it_shows_them_all(checkout: Path) -> None:
    told = command(checkout)
    assert told.returncode == 0
    for name in ("run", "test", "setup", "build", "pictures", "campaign"):
        assert f"\n  {name} " in told.stdout


def test_an_unknown_command_is_refused(checkout: Path) -> None:
    told = command(checkout, "tset")
    assert (told.returncode, told.stderr.count("\n")) == (2, 1)
    assert "tset" in told.stderr


@by_name  # whoever runs the tests in a new checkout has just seen it done
def test_setting_up(checkout: Path) -> None:
    first, second = (
        subprocess.Popen(
            [sys.executable, "dev.py", "setup"],
            cwd=checkout,
            env=os.environ | {"PIP_NO_INDEX": "1"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        for _ in range(2)
    )
    told = sorted((first.communicate(timeout=300)[0], second.communicate(timeout=300)[0]), key=len)
    assert (first.returncode, second.returncode) == (0, 0), told
    # Two at once: one works, the other waits for it and finds everything done.
    assert "Set up in" in told[1]
    assert "Set up in" not in told[0]

    log = (checkout / ".venv" / "setup.log").read_bytes()
    again = command(checkout, "setup")
    assert "already" in again.stdout
    assert (checkout / ".venv" / "setup.log").read_bytes() == log  # pip was not asked again

    # Killed half-way, it begins again from nothing.
    (checkout / ".venv" / "setup.stamp").unlink()
    (checkout / ".venv" / "setup.started").touch()
    (checkout / ".venv" / "pyvenv.cfg").unlink()
    repaired = command(checkout, "setup")
    assert repaired.returncode == 0, repaired.stderr
    assert "interrupted" in repaired.stdout

    # A changed project file is taken up, in the same environment.
    with (checkout / "pyproject.toml").open("a", encoding="utf-8") as project:
        project.write("# changed\n")
    changed = command(checkout, "setup")
    assert "Set up in" in changed.stdout
    assert "Making the environment" not in changed.stdout

    # A package that is not the one that was locked is refused, and the next call says so again.
    lock = checkout / "requirements.lock"
    lock.write_text(lock.read_text("utf-8")[:-5] + "0000\n", "utf-8")
    for _ in range(2):
        refused = command(checkout, "setup")
        assert refused.returncode == 1
        assert refused.stderr.count("\n") == 1
        assert "its hash differs" in refused.stderr
        assert "Making the environment" not in refused.stdout


def test_an_environment_for_another_python_is_made_again(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = subprocess.run  # pip, which nothing here asks for, takes most of the time
    lean = SimpleNamespace(run=lambda command, **how: run([*command, "--without-pip"], **how))
    monkeypatch.setattr(dev, "subprocess", lean)
    dev.VENV.mkdir()
    (dev.VENV / "pyvenv.cfg").write_text("home = /nowhere\nversion = 3.9.1\n", "utf-8")
    dev.make_environment()
    assert dev.environment_told()["version"].startswith(dev.this_python())
    assert dev.PYTHON.exists()


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        (
            "ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE",
            "hash differs",
        ),
        ("WARNING: Retrying ... NameResolutionError(...)", "connected to the network"),
        ("ERROR: Could not install: [Errno 28] No space left on device", "disk is full"),
        ("ERROR: No matching distribution found for numpy==9", "No matching distribution"),
        ("", "could not install"),
    ],
)
def test_why_pip_failed(dev: ModuleType, said: str, sentence: str) -> None:
    assert sentence in dev.why_pip_failed(said.splitlines())


# System packages


@pytest.fixture
def debian(
    dev: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> tuple[ModuleType, Path]:
    """Return dev.py on a Debian lacking two libraries, and where its apt-get notes its calls."""
    if not sys.platform.startswith("linux"):
        pytest.skip("only Linux has system packages for Qt")
    tools = tmp_path / "tools"
    tools.mkdir()
    calls = tmp_path / "calls"
    apt = tools / "apt-get"
    apt.write_text(f'#!/bin/sh\necho "$DEBIAN_FRONTEND $@" >> "{calls}"\n', "utf-8")
    apt.chmod(0o755)
    monkeypatch.setenv("PATH", str(tools), prepend=os.pathsep)
    monkeypatch.setattr(
        dev, "loads", lambda name: name not in ("libEGL.so.1", "libxcb-cursor.so.0")
    )
    return dev, calls


def test_root_installs_what_is_missing(
    debian: tuple[ModuleType, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    dev, calls = debian
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    dev.install_system_packages(dev.missing_packages())
    assert calls.read_text("utf-8").splitlines() == [
        "noninteractive update",
        "noninteractive install --yes --no-install-recommends libegl1 libxcb-cursor0",
    ]


def test_others_are_told_the_command(
    debian: tuple[ModuleType, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    dev, calls = debian
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    with pytest.raises(dev.Stop) as stop:
        dev.install_system_packages(dev.missing_packages())
    wanted = "sudo apt-get install --yes --no-install-recommends libegl1 libxcb-cursor0"
    assert str(stop.value).endswith(wanted)
    assert not calls.exists()


def test_a_debian_without_venv_gets_it(
    debian: tuple[ModuleType, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    dev, _ = debian
    found = importlib.util.find_spec
    monkeypatch.setattr(
        importlib.util, "find_spec", lambda name: None if name == "ensurepip" else found(name)
    )
    assert dev.missing_packages()[-1] == f"python{dev.this_python()}-venv"


def test_other_linux_systems_are_told_the_files(
    debian: tuple[ModuleType, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    dev, _ = debian
    monkeypatch.setattr(dev, "is_debian", lambda: False)
    with pytest.raises(dev.Stop, match=r"libEGL\.so\.1, libxcb-cursor\.so\.0"):
        dev.missing_packages()


# What the commands start


@pytest.fixture
def started(dev: ModuleType, monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """Return where the commands leave what they would have started."""
    calls: list[list[str]] = []
    monkeypatch.setattr(dev, "prepare", lambda: False)
    monkeypatch.setattr(dev, "hand_over", lambda command: calls.append(command[1:]) or 0)
    monkeypatch.setattr(dev, "call", lambda command, offscreen=False: calls.append([*command]) or 0)
    monkeypatch.setattr(dev, "tests_read", nullcontext)
    return calls


@pytest.mark.parametrize(
    ("shown", "asked", "program"),
    [
        (True, [], []),
        (True, ["demo"], ["demo"]),
        (False, [], ["demo", "--headless"]),
        (False, ["demo", "here"], ["demo", "here", "--headless"]),
        (False, ["demo", "--headless"], ["demo", "--headless"]),
        (False, ["screen", "Huawei"], ["screen", "Huawei"]),
    ],
)
def test_run_opens_a_window_only_where_one_can_be_seen(
    dev: ModuleType,
    started: list[list[str]],
    monkeypatch: pytest.MonkeyPatch,
    shown: bool,
    asked: list[str],
    program: list[str],
) -> None:
    monkeypatch.setattr(dev, "has_display", lambda: shown)
    assert dev.main(["run", *asked]) == 0
    assert started == [["-m", "exportdesk", *program]]


def test_test_checks_in_order_and_stops_at_the_first_failure(
    dev: ModuleType,
    started: list[list[str]],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert dev.main(["test"]) == 0
    assert [each[1] for each in started] == ["ruff", "ruff", "mypy", "pytest"]
    monkeypatch.setattr(dev, "call", lambda command, offscreen=False: int(command[1] == "mypy"))
    capsys.readouterr()
    assert dev.main(["test"]) == 1
    failed = capsys.readouterr().err
    assert failed == "dev.py test: failed: types (python -m mypy ended with 1)\n"


def test_the_tests_are_compiled_once_whatever_the_environment_says(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    monkeypatch.setattr(dev, "PYTHON", sys.executable)
    tests = dev.ROOT / "tests"
    tests.mkdir()
    (tests / "test_one.py").write_text("def test_one(): assert 1\n", "utf-8")
    with dev.tests_read():
        pass
    assert len(list(tests.glob("__pycache__/test_one*.pyc"))) == 1
    monkeypatch.setattr(dev, "PYTHON", "is not needed any more")
    with dev.tests_read():
        pass


def test_arguments_of_test_go_to_pytest_alone(dev: ModuleType, started: list[list[str]]) -> None:
    assert dev.main(["test", "-k", "screening"]) == 0
    assert started == [["-m", "pytest", "-k", "screening"]]


def test_a_campaign_must_be_there(
    dev: ModuleType, started: list[list[str]], capsys: pytest.CaptureFixture[str]
) -> None:
    campaigns = dev.ROOT / "tests" / "campaigns"
    campaigns.mkdir(parents=True)
    (campaigns / "soak.py").touch()
    assert dev.main(["campaign", "soap"]) == 1
    assert "soak" in capsys.readouterr().err
    assert dev.main(["campaign", "soak", "--fast"]) == 0
    assert started == [["-m", "tests.campaigns.soak", "--fast"]]


def test_our_python_imports_from_its_own_environment(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPATH", "elsewhere")
    told = subprocess.run(
        [sys.executable, "-c", "import json, os; print(json.dumps(dict(os.environ)))"],
        env=dev.environment(),
        capture_output=True,
        text=True,
        check=True,
    )
    assert "PYTHONPATH" not in json.loads(told.stdout)


# The lock


def test_the_lock_pins_every_package_with_its_hash() -> None:
    lock = (ROOT / "requirements.lock").read_text("utf-8")
    packages = [line for line in lock.splitlines() if line and line[0] not in " #-"]
    assert len(packages) > 30
    assert all("==" in line and line.endswith("\\") for line in packages)
    assert "--index-url" not in lock
    assert "--find-links" not in lock
    assert "://" not in lock
