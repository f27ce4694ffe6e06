# `make app` opens the page, `make test` runs every test. Both install what is missing into .venv first.
# Recipes need a POSIX shell and Python 3.11 or newer; PYTHON=/path/to/python chooses one.

PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	"$$p" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && echo "$$p" && break; done)
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt

.PHONY: help app check test soak bench lint types train clean
.DEFAULT_GOAL := help

help: ## what can be made
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1\t/'

app: $(VENV)/app ## open the page in a browser
	@$(BIN)/dateline serve --open

test: $(VENV)/test chromium typescript lint ## check style and types, run every test
	@$(BIN)/python -m pytest

check: $(VENV)/test lint ## check style and types, run the tests without a browser or a model: under a minute
	@$(BIN)/python -m pytest -q -m "not browser and not models"

lint: $(VENV)/test
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

types: node_modules/.package-lock.json ## check the types of the JavaScript (needs Node)
	@npm run --silent types

soak: $(VENV)/test ## make whatever can go wrong go wrong, and print a table of what held (SOAK="--minutes 5")
	@$(BIN)/python -m tests.soak $(SOAK)

bench: $(VENV)/test ## print the tables of speed, memory and accuracy (CORPORA=folder adds accuracy)
	@$(BIN)/python -m bench $(CORPORA)

train: $(VENV)/training ## make the shipped models again from CORPORA=folder
	@test -n "$(CORPORA)" || { echo "make train CORPORA=folder: the folder of the corpora is needed"; exit 2; }
	@$(BIN)/python -m training.tagger "$(CORPORA)"
	@$(BIN)/python -m training.tagger.naming "$(CORPORA)"
	@$(BIN)/python -m training.languages "$(CORPORA)"
	@$(BIN)/python -m training.ranker "$(CORPORA)"

clean: ## remove what can be made again
	rm -rf $(VENV) node_modules static/vendor tests/output build *.egg-info
	find cache -mindepth 1 ! -name README.md -delete

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "Dateline needs Python 3.11 or newer; none was found."; exit 1; }
	@$(PYTHON) -m venv $(VENV)

# A stamp for each set of dependencies: a second run starts at once.
$(VENV)/app: pyproject.toml constraints.txt | $(BIN)/python
	@echo "Installing what the page needs into $(VENV) ..."
	@$(PIP) --editable ".[app]"
	@touch $@

$(VENV)/test: pyproject.toml constraints.txt | $(BIN)/python
	@echo "Installing what the tests need into $(VENV) ..."
	@$(PIP) --editable ".[app,api,gis,mcp,test,bench]"
	@touch $@

$(VENV)/training: pyproject.toml constraints.txt | $(BIN)/python
	@$(PIP) --editable ".[training]"
	@touch $@

# The JavaScript's types are checked where Node is at hand; elsewhere their test says that it is skipped.
node_modules/.package-lock.json: package.json package-lock.json
	@command -v npm >/dev/null 2>&1 || { \
		echo "Node was not found: install Node 20 or newer to check the types of the JavaScript."; exit 1; }
	@npm ci --silent --no-audit --no-fund
	@touch $@

.PHONY: typescript
typescript:
	@command -v npm >/dev/null 2>&1 && $(MAKE) --no-print-directory node_modules/.package-lock.json || true

# The browser tests drive Chromium. As root on Debian it is installed; elsewhere they say that they are skipped.
.PHONY: chromium
chromium:
	@command -v chromium >/dev/null 2>&1 || { \
		if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then \
			echo "Installing Chromium for the browser tests ..."; \
			apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium >/dev/null; \
		fi; }
