# Weighbridge. `make help` lists what there is.
PORT ?= 8000
BROWSER ?= any
PYTHON := .venv/bin/python

# The embedded PostgreSQL is installed only where it is needed.
SERVER_LOCK := $(if $(DATABASE_URL),base,local)
FAST := not browser and not properties and not server
# Names nobody uses; `check --deploy` opens no connection.
AS_IN_PRODUCTION = WEIGHBRIDGE_ENV=production ALLOWED_HOSTS=weighbridge.example \
  DATABASE_URL=postgresql://nobody@db.example/none \
  SECRET_KEY=$$($(PYTHON) -c "import secrets; print(secrets.token_urlsafe(64))")
TEMPLATES = $$(git ls-files 'templates/*.html')

.DEFAULT_GOAL := help
.PHONY: help setup setup-test setup-dev run editor test properties bench check fix lock

help: ## list these targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

setup: ## make .venv/ with all that the server needs
	@sh requirements/install.sh $(SERVER_LOCK)

setup-test: ## the same with all that the tests need
	@sh requirements/install.sh test

setup-dev: ## the same with the linters too
	@sh requirements/install.sh dev

run: setup ## serve on http://localhost:8000 (PORT=8123 for another)
	@PORT=$(PORT) $(PYTHON) -m config.serve

editor: setup ## make an account for /admin/
	@$(PYTHON) -m config.editor

test: setup-test ## run every test (BROWSER=none: without those that need a browser)
	@$(PYTHON) -m tests.run $(BROWSER)

properties: setup-test ## check the properties over 5,000 answer sets instead of 200
	@HYPOTHESIS_PROFILE=thorough $(PYTHON) -m pytest -q -m properties

bench: setup-test ## measure how fast pages and results are
	@$(PYTHON) -m tests.load

check: setup-dev ## run every linter, the type checker, the import contracts, the fast tests (TESTED=yes: not these)
	$(PYTHON) -m ruff format --check .
	$(PYTHON) -m ruff check .
	$(PYTHON) -m mypy .
	.venv/bin/lint-imports --no-logo
	.venv/bin/djade --check --target-version 6.1 $(TEMPLATES)
	.venv/bin/djhtml --check --tabwidth 2 $(TEMPLATES)
	.venv/bin/djlint --lint --quiet $(TEMPLATES)
	.venv/bin/hadolint Dockerfile
	$(PYTHON) manage.py makemigrations --check --dry-run
	$(AS_IN_PRODUCTION) $(PYTHON) manage.py check --deploy --fail-level WARNING
	$(if $(TESTED),,$(PYTHON) -m pytest -q -m "$(FAST)")

fix: setup-dev ## format everything that can be formatted
	@$(PYTHON) -m ruff check --fix-only --quiet .
	@$(PYTHON) -m ruff format --quiet .
	@.venv/bin/djade --target-version 6.1 $(TEMPLATES) || true
	@.venv/bin/djhtml --tabwidth 2 $(TEMPLATES) || true

lock: setup-dev ## renew the lock files
	@sh requirements/lock.sh
