#!/bin/sh
# Makes .venv/ from a lock file: `sh requirements/install.sh local`.
# Needs any python3; uv, pinned like everything else, brings a newer one if necessary.
set -eu
cd "$(dirname "$0")/.."

lock=requirements/$1.txt
stamp=.venv/installed-$1

say() { printf '%s\n' "$*" >&2; }

end_with() {
  say "Weighbridge cannot be set up: $*"
  exit 1
}

# Some commands only pretend to be there, so each one is tried.
find_python() { # a Python expression that must be true
  for candidate in ${PYTHON:-python3.13 python3.14 python3.12 python3 /usr/bin/python3}; do
    if "$candidate" -c "import sys, venv, ensurepip; sys.exit(not ($1))" 2>/dev/null; then
      echo "$candidate"
      return
    fi
  done
}

get_uv() { # the Python of a virtual environment
  "$1" -m pip install --quiet --quiet --disable-pip-version-check --require-hashes \
    --requirement requirements/uv.txt >&2
}

make_venv() {
  python=$(find_python "sys.version_info >= (3, 12)")
  if [ -n "$python" ]; then
    "$python" -m venv --clear .venv
    get_uv .venv/bin/python || say "uv could not be installed; going on with pip."
    return
  fi
  old=$(find_python "sys.version_info >= (3, 8)")
  [ -n "$old" ] || end_with "no python3 with the venv module was found; install Python 3.12 or newer (Debian and Ubuntu: python3 and python3-venv)."
  say "No Python 3.12 or newer on the PATH; uv will try to bring one."
  "$old" -m venv --clear .uv
  get_uv .uv/bin/python || end_with "uv could not be installed; install Python 3.12 or newer and put it on the PATH."
  # Files that pretend to be a Python make uv give up, hence its own ones only.
  words=$(.uv/bin/uv venv --quiet --clear --managed-python --python 3.13 --seed .venv 2>&1) \
    || end_with "uv could not bring a Python ($(printf '%s\n' "$words" | tail -n 1 | sed 's/^ *//')); install Python 3.12 or newer (Debian and Ubuntu: python3 and python3-venv) and try again."
  get_uv .venv/bin/python
}

is_usable() {
  .venv/bin/python -c "import sys, pip; sys.exit(sys.version_info < (3, 12))" 2>/dev/null
}

# Each lock holds all of the one before it, so a larger one that is there will do,
# and what a running server uses is left alone.
is_installed() {
  holds_it=no
  for name in base local test dev; do
    [ "$name" = "$1" ] && holds_it=yes
    [ $holds_it = yes ] && cmp -s "requirements/$name.txt" ".venv/installed-$name" && return
  done
  return 1
}

is_usable || make_venv
if is_installed "$1"; then
  exit 0
fi
say "Installing $lock ..."
rm -f .venv/installed-*
if .venv/bin/python -c "import uv" 2>/dev/null; then
  .venv/bin/python -m uv pip install --quiet --python .venv --require-hashes --compile-bytecode --requirement "$lock"
else
  .venv/bin/python -m pip install --quiet --quiet --disable-pip-version-check --require-hashes --requirement "$lock"
fi || end_with "the packages of $lock could not be installed (see above)."
cp "$lock" "$stamp"
