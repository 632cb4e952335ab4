"""Runs every test, and finds or installs the browser first: `python -m tests.run`."""

import os
import subprocess
import sys

from tests.browsers import BROWSER_VARIABLE, find_browser

WITHOUT = "none"


def main(wanted: str) -> int:
    """The exit code of all tests; not 0 if the browser tests could not run."""
    if wanted == WITHOUT:
        return run_tests("-m", "not browser")
    browser = find_browser()
    if browser:
        os.environ[BROWSER_VARIABLE] = browser
        return run_tests()
    code = run_tests("-m", "not browser")
    sys.stderr.write(
        "The tests marked “browser” did NOT run: no Chromium was found and none could "
        "be installed. Install one, or leave them out with: make test BROWSER=none\n"
    )
    return code or 1


def run_tests(*options: str) -> int:
    command = [sys.executable, "-m", "pytest", "-q", *options]
    return subprocess.run(command, check=False).returncode  # noqa: S603 (our own words)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
