#!/bin/sh
# Renews the lock files: versions and hashes for every platform, no addresses.
set -eu
cd "$(dirname "$0")/.."

lock() { # the name of the lock file, then what goes into it
  name=$1
  shift
  .venv/bin/python -m uv pip compile --quiet --universal --python-version 3.12 \
    --generate-hashes --no-emit-index-url --no-emit-find-links --no-annotate \
    --custom-compile-command "make lock" --upgrade \
    --output-file "requirements/$name.txt" "$@"
}

# The largest first; the others are held to its versions.
lock dev pyproject.toml --group dev
lock test pyproject.toml --group test --constraint requirements/dev.txt
lock local pyproject.toml --group embedded --constraint requirements/dev.txt
lock base pyproject.toml --constraint requirements/dev.txt
lock uv --python-version 3.8 --group pyproject.toml:uv

if grep -n '://' requirements/*.txt; then
  echo "A lock file names an address (see above)." >&2
  exit 1
fi
