import importlib.metadata
import tomllib
import zipfile
from pathlib import Path

import hatchling.build
import pytest

import tpkit


@pytest.fixture(scope="module")
def wheel(root: Path, tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    folder = tmp_path_factory.mktemp("wheel")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(root)
        name = hatchling.build.build_wheel(str(folder))
    return zipfile.ZipFile(folder / name)


def test_the_wheel_is_the_package_and_nothing_else(
    wheel: zipfile.ZipFile, root: Path
) -> None:
    source = root / "src"
    names = (path.relative_to(source) for path in source.rglob("*") if path.is_file())
    written = {
        name.as_posix()
        for name in names
        if name.suffix != ".pyc" and not any(part[0] == "." for part in name.parts)
    }

    shipped = {name for name in wheel.namelist() if ".dist-info/" not in name}

    assert shipped == written


@pytest.mark.parametrize(
    ("suffix", "at_least"),
    [("/py.typed", 1), (".json", 2), (".j2", 2)],
    ids=["types", "bank holidays and schema", "templates"],
)
def test_the_wheel_carries_what_is_not_code(
    wheel: zipfile.ZipFile, suffix: str, at_least: int
) -> None:
    found = [name for name in wheel.namelist() if name.endswith(suffix)]

    assert len(found) >= at_least


def test_the_wheel_carries_the_licence(wheel: zipfile.ZipFile) -> None:
    assert any(name.endswith("/licenses/LICENSE") for name in wheel.namelist())


def test_the_metadata_says_what_the_project_file_says(root: Path) -> None:
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]

    metadata = importlib.metadata.metadata("tpkit")

    assert metadata["Version"] == project["version"]
    assert metadata["Requires-Python"] == ">=3.11"
    assert metadata["License-Expression"] == "MIT"
    assert metadata["Summary"] == project["description"]
    assert set(metadata.get_all("Provides-Extra", [])) == set(
        project["optional-dependencies"]
    )


def test_the_package_knows_its_version() -> None:
    assert tpkit.__version__ == importlib.metadata.version("tpkit")


def test_the_extra_named_all_holds_every_other(root: Path) -> None:
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]
    extras = project["optional-dependencies"]

    (everything,) = extras["all"]
    named = everything.removeprefix("tpkit[").removesuffix("]").split(",")

    assert sorted(named) == sorted(set(extras) - {"all"})


def test_the_command_is_installed() -> None:
    (command,) = importlib.metadata.entry_points(group="console_scripts", name="tpkit")

    assert callable(command.load())


def test_the_changelog_tells_of_this_version(root: Path) -> None:
    version = importlib.metadata.version("tpkit")

    assert f"## {version}" in (root / "CHANGELOG.md").read_text(encoding="utf-8")
