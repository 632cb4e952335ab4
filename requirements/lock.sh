#!/bin/sh
# Renews the lock files: versions and hashes for every platform, no addresses.
set -eu
cd "$(dirname "$0")/.."

lock() { # the oldest Python, the name of the lock file, then what goes into it
  oldest=$1
  name=$2
  shift 2
  .venv/bin/python -m uv pip compile --quiet --universal --python-version "$oldest" \
    --generate-hashes --no-emit-index-url --no-emit-find-links --no-annotate \
    --custom-compile-command "make lock" --upgrade \
    --output-file "requirements/$name.txt" "$@"
}

# The largest first; the others are held to its versions.
lock 3.12 dev pyproject.toml --group dev
lock 3.12 test pyproject.toml --group test --constraint requirements/dev.txt
lock 3.12 local pyproject.toml --group embedded --constraint requirements/dev.txt
lock 3.12 base pyproject.toml --constraint requirements/dev.txt
lock 3.8 uv --group pyproject.toml:uv

if grep -n '://' requirements/*.txt; then
  echo "A lock file names an address (see above)." >&2
  exit 1
fi
