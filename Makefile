# `make` lists what can be done. Stamps keep what is installed already: a second `make run` starts in seconds.

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory

BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
# Three processes keep two cores busy: a test with a browser or a site waits often.
PYTEST := $(BIN)/python -m pytest -n 3 --dist loadscope
COMPILE := $(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	--no-emit-find-links --no-annotate --no-header --quiet
STATIC_SOURCES := $(shell find alongside -path '*/static/*' -type f -not -path '*/static/built/*') alongside/ui/build.mjs \
	$(wildcard alongside/ui/scss/*.scss)

INSTALLED := .venv/.installed
INSTALLED_TEST := .venv/.installed-test
OURSELVES := .venv/.ourselves
NODE_MODULES := node_modules/.installed
STATIC := staticfiles/.built

.PHONY: help run test test-sqlite test-postgresql lint bench endure demo-reset map sbom static lock

help: ## list what can be done
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' | \
		while IFS="$$(printf '\t')" read -r name line; do printf 'make %-12s %s\n' "$$name" "$$line"; done

run: $(OURSELVES) $(STATIC) ## start the site and its worker (ALONGSIDE_PORT, DATABASE_URL: see README.md)
	@exec $(BIN)/alongside run

test: test-sqlite test-postgresql ## run every test, on SQLite and on a real PostgreSQL, with a real browser

test-sqlite: $(INSTALLED_TEST) $(OURSELVES) $(STATIC)
	@CHROMIUM="$$($(BIN)/python tools/chromium.py)" && export CHROMIUM && \
		env -u DATABASE_URL EXPECT_VENDOR=sqlite $(PYTEST) tests

test-postgresql: $(INSTALLED_TEST) $(OURSELVES) $(STATIC)
	@CHROMIUM="$$($(BIN)/python tools/chromium.py)" && export CHROMIUM && \
		$(BIN)/python tools/with_postgres.py $(PYTEST) tests

lint: $(INSTALLED_TEST) $(OURSELVES) ## check style and types
	@$(BIN)/ruff check .
	@$(BIN)/mypy alongside tools

bench: $(INSTALLED_TEST) $(OURSELVES) $(STATIC) ## measure every list page at the size of a large trust
	@$(BIN)/python -m bench

endure: $(INSTALLED_TEST) $(OURSELVES) $(STATIC) ## kill web and worker while 10,000 writes are made, on each database
	@env -u DATABASE_URL EXPECT_VENDOR=sqlite ENDURE_WRITES=10000 $(BIN)/python -m pytest tests/test_nothing_lost.py
	@ENDURE_WRITES=10000 $(BIN)/python tools/with_postgres.py $(BIN)/python -m pytest tests/test_nothing_lost.py

demo-reset: $(OURSELVES) $(STATIC) ## throw the demonstration's data away and seed it again
	@$(BIN)/alongside reset-demonstration

map: $(INSTALLED_TEST) $(OURSELVES) ## write the arrows between areas into DEVELOPING.md and docs/rules.md
	@$(BIN)/python tools/house.py

sbom: $(INSTALLED_TEST) ## write sbom.json, the software bill of materials (CycloneDX)
	@$(BIN)/python tools/sbom.py sbom.json

static: $(STATIC) ## build style sheets and scripts

lock: $(INSTALLED_TEST) ## write the lock files from requirements.in and package.json (UPGRADE=--upgrade for newer ones)
	@$(COMPILE) $(UPGRADE) requirements.in -o requirements.lock
	@$(COMPILE) $(UPGRADE) requirements-test.in -o requirements-test.lock
	@npm install --package-lock-only --omit-lockfile-registry-resolved=true --no-audit --no-fund --update-notifier=false

$(BIN)/python:
	@python=$$(sh tools/check_system.sh) && echo "Making .venv with $$python ..." && rm -rf .venv && "$$python" -m venv .venv

$(INSTALLED): requirements.lock | $(BIN)/python
	@echo "Installing the Python packages of requirements.lock (a few minutes the first time) ..."
	@$(PIP) install --quiet --require-hashes -r requirements.lock
	@touch $@

$(INSTALLED_TEST): requirements-test.lock $(INSTALLED)
	@echo "Installing the Python packages of requirements-test.lock ..."
	@$(PIP) install --quiet --require-hashes -r requirements-test.lock
	@touch $@

$(OURSELVES): pyproject.toml $(INSTALLED)
	@$(PIP) install --quiet --no-build-isolation --no-deps --editable .
	@touch $@

$(NODE_MODULES): package-lock.json | $(BIN)/python
	@sh tools/check_system.sh >/dev/null
	@echo "Installing the style sheets and scripts of package-lock.json ..."
	@npm ci --omit=optional --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

$(STATIC): $(NODE_MODULES) $(OURSELVES) alongside/ui/build.mjs $(STATIC_SOURCES)
	@node alongside/ui/build.mjs
	@$(BIN)/alongside collectstatic --no-input --verbosity=0
	@touch $@
