"""Finds a Chromium: on the PATH, else Playwright's download, else Debian's package."""

import os
import shutil
import subprocess
import sys

from playwright.sync_api import sync_playwright

BROWSER_VARIABLE = "WEIGHBRIDGE_TEST_BROWSER"
NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
DOWNLOAD_TIMEOUT = 300  # seconds
# Offline, small and quiet; the sandbox is not available to root.
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def find_browser() -> str | None:
    """The program's path, after an attempt to install one where there is none."""
    return installed() or downloaded() or from_debian()


def installed() -> str | None:
    """The one chosen by the environment, on the PATH, or downloaded earlier."""
    chosen = os.environ.get(BROWSER_VARIABLE)
    on_path = (shutil.which(name) for name in (chosen, *NAMES) if name)
    return next((path for path in on_path if path), None) or playwrights_own()


def playwrights_own() -> str | None:
    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if can_start(path) else None


def can_start(path: str) -> bool:
    """A downloaded browser may lack libraries of the system."""
    command = [path, "--headless", *FLAGS, "--dump-dom", "about:blank"]
    try:
        return run(command, timeout=60)
    except FileNotFoundError:
        return False


def downloaded() -> str | None:
    say("No Chromium on the PATH; trying Playwright's download ...")
    command = [sys.executable, "-m", "playwright", "install", "chromium"]
    return playwrights_own() if run(command, timeout=DOWNLOAD_TIMEOUT) else None


def from_debian() -> str | None:
    apt = shutil.which("apt-get")
    if apt is None or os.getuid() != 0:
        return None
    say("Trying Debian's package chromium ...")
    install = [apt, "install", "--yes", "--no-install-recommends", "chromium"]
    for command in ([apt, "update"], install):
        if not run(command, timeout=DOWNLOAD_TIMEOUT):
            return None
    return shutil.which("chromium")


def run(command: list[str], timeout: float) -> bool:
    """Whether the command succeeded, in time and without asking anything."""
    environ = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    try:
        result = subprocess.run(  # noqa: S603 (a fixed list of words)
            command,
            timeout=timeout,
            env=environ,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return False
    return result.returncode == 0


def say(sentence: str) -> None:
    sys.stderr.write(f"{sentence}\n")
