# `make run` and `make test` are all a new machine needs, besides Python 3.11 and make.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
PORT ?= 8000
# The tests wait for browsers and servers now and then: one process more than a small machine has cores.
PROCESSES ?= 3

# Compiled once, and not again by each of the many processes that the tests start.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: setup run test test-sqlite test-postgres lint format bench fuzz screenshots messages lock clean

setup: $(VENV)/.installed

$(VENV)/.created:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Signalpost needs Python 3.11 or newer; name one with PYTHON=…"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.installed: $(VENV)/.created requirements/run.txt pyproject.toml
	@echo "Installing what Signalpost needs …"
	@$(PIP) install --require-hashes -r requirements/run.txt
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.installed requirements/dev.txt
	@echo "Installing what the tests need …"
	@$(PIP) install --require-hashes -r requirements/dev.txt
	@touch $@

# Published clients of the Cachet API; they pin old libraries, so they have a place of their own.
.venv-clients/.installed: requirements/clients.txt
	@echo "Installing the published clients that the tests run …"
	@$(PYTHON) -m venv .venv-clients
	@.venv-clients/bin/python -m pip --disable-pip-version-check --quiet install --require-hashes -r requirements/clients.txt
	@touch $@

run: setup
	@$(BIN)/signalpost serve --port $(PORT)

test: test-sqlite test-postgres

test-sqlite: $(VENV)/.installed-dev .venv-clients/.installed
	@echo "== the suite on SQLite"
	@$(BIN)/python -m pytest -n $(PROCESSES) --dist worksteal

test-postgres: $(VENV)/.installed-dev .venv-clients/.installed
	@echo "== the suite on PostgreSQL"
	@$(BIN)/python -m tests.on_postgres -n $(PROCESSES) --dist worksteal

lint: $(VENV)/.installed-dev
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache

format: $(VENV)/.installed-dev
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

bench: $(VENV)/.installed-dev
	@$(BIN)/python -m benchmarks

fuzz: $(VENV)/.installed-dev
	@HYPOTHESIS_PROFILE=fuzz $(BIN)/python -m pytest -n auto tests/cachet_api/test_bad_input.py tests/cachet_api/test_openapi.py

screenshots: $(VENV)/.installed-dev
	@$(BIN)/python -m tests.screenshots

# Translations; LANGUAGE=it begins another language. Prints what is missing.
messages: $(VENV)/.installed-dev
	@$(BIN)/python -m tests.catalogues $(LANGUAGE)

# Hashes, and no address of any index: any mirror may serve the files.
lock:
	@command -v uv >/dev/null || { echo "make lock needs uv"; exit 1; }
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate \
	    --all-extras --group editable pyproject.toml -o requirements/run.txt
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate \
	    --all-extras --group editable --group dev pyproject.toml -c requirements/run.txt -o requirements/dev.txt
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate \
	    --group clients -o requirements/clients.txt

clean:
	rm -rf $(VENV) .venv-clients .mypy_cache .ruff_cache .hypothesis
