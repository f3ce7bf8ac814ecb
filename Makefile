# Everything a developer does. Needs make and a Python of 3.11 or newer (the one that PYTHON names, if it is given); all
# the rest comes into .venv.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help setup web demo serve test soak bench check format schema lock check-lock check-web pictures clean

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
	@python=$$(for name in $(PYTHON) python3.11 python3.12 python3.13 python3.14 python3; do \
		$$name -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$name && break; \
	done) || { echo 'Python 3.11 or newer is needed, with its venv module.' >&2; exit 1; }; \
	$$python -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-uv.txt
	touch $@

$(STAMP): $(UV) requirements-dev.txt pyproject.toml
	$(UV) pip sync --quiet --python $(BIN)/python --require-hashes requirements-dev.txt
	$(UV) pip install --quiet --python $(BIN)/python --no-build-isolation --no-deps -e .
	touch $@

# The machine's own Node where it is new enough for Vite; else one from PyPI, which npm finds first.
NODE := $(VENV)/node
HAS_NODE = node -e 'const [a, b] = process.versions.node.split("."); process.exit(!(a > 22 || a == 22 && b >= 12 || a == 20 && b >= 19))'
NPM := PATH="$(abspath $(NODE))/bin:$$PATH" npm --prefix web --loglevel=error
PAGES := web/dist/guest.html
PEERS_NODE := $(VENV)/peers-node
PEERS := bench/peers/node_modules/.package-lock.json

web: $(PAGES) ## Build the pages

$(PAGES): web/node_modules/.package-lock.json $(wildcard web/*.html web/*.ts) $(shell find web/src -type f)
	$(NPM) run --silent build -- --logLevel warn
	touch $@

# What it takes to build, and no more; what it takes to check comes with the tests.
web/node_modules/.package-lock.json: web/package-lock.json | $(NODE)/.set-up
	$(NPM) ci --no-audit --no-fund --omit=dev
	touch $@

web/node_modules/typescript/package.json: web/package-lock.json | web/node_modules/.package-lock.json
	$(NPM) ci --no-audit --no-fund
	touch $@ web/node_modules/.package-lock.json

$(NODE)/.set-up: requirements-web.txt | $(UV)
	@mkdir -p $(NODE)
	@$(HAS_NODE) 2>/dev/null || { $(UV) venv --quiet --clear --python $(BIN)/python $(NODE) && \
		$(UV) pip sync --quiet --python $(NODE)/bin/python --require-hashes requirements-web.txt; }
	touch $@

demo: setup web ## Set up, fill a database with a story, and serve it
	$(BIN)/huismeester demo

serve: setup web ## Migrate and serve with what is in .env
	$(BIN)/huismeester migrate
	$(BIN)/huismeester serve

test: setup web web/node_modules/typescript/package.json ## Run the tests; those of PostgreSQL and Redis too where these answer
	$(BIN)/pytest

soak: setup ## Break things at full size, for as long as that takes; wants PostgreSQL, Redis, and a machine to itself
	@for fault in vanishing dropping breaking slow_readers stopping posting cycling; do $(BIN)/python -m bench.soak.$$fault; done

bench: setup $(PEERS) ## Measure beside others that answer the same; wants PostgreSQL, and a machine to itself
	$(BIN)/python -m bench.peers

# One Node for all of them, whatever the machine has.
$(PEERS_NODE)/.set-up: requirements-web.txt | $(UV)
	$(UV) venv --quiet --clear --python $(BIN)/python $(PEERS_NODE)
	$(UV) pip sync --quiet --python $(PEERS_NODE)/bin/python --require-hashes requirements-web.txt
	touch $@

$(PEERS): bench/peers/package-lock.json $(PEERS_NODE)/.set-up
	PATH="$(abspath $(PEERS_NODE))/bin:$$PATH" npm --prefix bench/peers --loglevel=error ci --no-audit --no-fund
	touch $@

check: setup check-lock check-web ## Lint, format, types, floors, lock and printed schemas
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy --explicit-package-bases .
	$(BIN)/lint-imports
	$(BIN)/huismeester export-schema --check

check-web: web/node_modules/typescript/package.json
	$(NPM) run --silent check

pictures: setup web ## Take the pictures of the README from the demo; wants a Chromium
	$(BIN)/python -m tests.browser.pictures docs/images

format: setup ## Put the code in shape
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

schema: setup ## Print the schema of each audience into schema/sdl
	$(BIN)/huismeester export-schema

lock: $(UV) ## Write the lock from pyproject.toml, keeping the versions that still fit
	$(UV) $(COMPILE) pyproject.toml -o requirements.txt
	$(UV) $(COMPILE) pyproject.toml --group dev -c requirements.txt -o requirements-dev.txt
	$(UV) $(COMPILE) --group web -o requirements-web.txt
	echo 'uv~=0.13.9' | $(UV) $(COMPILE) - --no-header -o requirements-uv.txt

check-lock: $(UV)
	@copy=$$(mktemp -d); trap 'rm -rf "$$copy"' EXIT; \
	cp requirements.txt requirements-dev.txt requirements-web.txt "$$copy"; \
	$(UV) $(COMPILE) pyproject.toml -o "$$copy/requirements.txt" >/dev/null; \
	$(UV) $(COMPILE) pyproject.toml --group dev -c requirements.txt -o "$$copy/requirements-dev.txt" >/dev/null; \
	$(UV) $(COMPILE) --group web -o "$$copy/requirements-web.txt" >/dev/null; \
	for file in requirements.txt requirements-dev.txt requirements-web.txt; do \
		cmp -s <(grep -v '^#' $$file) <(grep -v '^#' "$$copy/$$file") \
			|| { echo "$$file is not what pyproject.toml asks for: run make lock." >&2; exit 1; }; \
	done

clean: ## Remove .venv and caches; never a database
	rm -rf $(VENV) web/node_modules bench/peers/node_modules web/dist web/src/gql .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis dist *.egg-info
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
