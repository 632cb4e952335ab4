# Weighbridge. `make help` lists what there is.
PORT ?= 8000
PYTHON_RUN = .venv/bin/python

# The embedded PostgreSQL is installed only where it is needed.
SERVER_LOCK = $(if $(DATABASE_URL),base,local)

.DEFAULT_GOAL = help
.PHONY: help setup run test check fix lock

help: ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

setup: ## make .venv/ with what the server needs
	@sh requirements/install.sh $(SERVER_LOCK)

setup-test: ## ... and what the tests need
	@sh requirements/install.sh test

setup-dev: ## ... and the linters
	@sh requirements/install.sh dev
