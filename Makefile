# Everything a developer does. Needs make and a Python of 3.11 or newer; all the rest comes into .venv.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help setup demo serve test check format schema lock check-lock clean

unexport PYTHONPATH PYTHONHOME VIRTUAL_ENV
export PYTHONNOUSERSITE := 1
# The certificates that the machine trusts, as pip does.
export UV_SYSTEM_CERTS := 1

VENV := .venv
BIN := $(VENV)/bin
UV := $(BIN)/uv
STAMP := $(VENV)/.set-up
COMPILE := pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links

help: ## Show what can be made
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

setup: $(STAMP) ## Make .venv and put into it exactly what the lock says

$(UV): requirements-uv.txt
	@python=$$(for name in python3.11 python3.12 python3.13 python3.14 python3; do \
		$$name -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$name && break; \
	done) || { echo 'Python 3.11 or newer is needed, with its venv module.' >&2; exit 1; }; \
	$$python -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-uv.txt
	touch $@

$(STAMP): $(UV) requirements-dev.txt pyproject.toml
	$(UV) pip sync --quiet --python $(BIN)/python --require-hashes requirements-dev.txt
	$(UV) pip install --quiet --python $(BIN)/python --no-build-isolation --no-deps -e .
	touch $@

demo: setup ## Set up, fill a database with a story, and serve it
	$(BIN)/huismeester demo

serve: setup ## Migrate and serve with what is in .env
	$(BIN)/huismeester migrate
	$(BIN)/huismeester serve

test: setup ## Run the tests; those of PostgreSQL and Redis too where these answer
	$(BIN)/pytest

check: setup check-lock ## Lint, format, types, floors, lock and printed schemas
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy --explicit-package-bases .
	$(BIN)/lint-imports
	$(BIN)/huismeester export-schema --check

format: setup ## Put the code in shape
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

schema: setup ## Print the schema of each audience into schema/sdl
	$(BIN)/huismeester export-schema

lock: $(UV) ## Write the lock from pyproject.toml, keeping the versions that still fit
	$(UV) $(COMPILE) pyproject.toml -o requirements.txt
	$(UV) $(COMPILE) pyproject.toml --group dev -c requirements.txt -o requirements-dev.txt
	echo 'uv~=0.13.9' | $(UV) $(COMPILE) - --no-header -o requirements-uv.txt

check-lock: $(UV)
	@copy=$$(mktemp -d); trap 'rm -rf "$$copy"' EXIT; \
	cp requirements.txt requirements-dev.txt "$$copy"; \
	$(UV) $(COMPILE) pyproject.toml -o "$$copy/requirements.txt" >/dev/null; \
	$(UV) $(COMPILE) pyproject.toml --group dev -c requirements.txt -o "$$copy/requirements-dev.txt" >/dev/null; \
	for file in requirements.txt requirements-dev.txt; do \
		cmp -s <(grep -v '^#' $$file) <(grep -v '^#' "$$copy/$$file") \
			|| { echo "$$file is not what pyproject.toml asks for: run make lock." >&2; exit 1; }; \
	done

clean: ## Remove .venv and caches; never a database
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis dist *.egg-info
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
