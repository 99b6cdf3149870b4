PYTHON ?= python3
BIN := .venv/bin
STAMP := .venv/.installed
DEV_STAMP := .venv/.installed-dev

.PHONY: run setup test check bench soak fuzz format

run: setup ## start with the sample world on http://127.0.0.1:8000
	@$(BIN)/patentfair sample --if-empty
	@$(BIN)/patentfair serve

setup: $(STAMP) ## the environment alone

$(STAMP): requirements/core.txt pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/core.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(DEV_STAMP): requirements/dev.txt $(STAMP)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@touch $@

test: $(DEV_STAMP) check ## every test, on SQLite and on PostgreSQL
	$(BIN)/python -m tests.run

check: $(DEV_STAMP) ## ruff, mypy, import-linter, migrations
	$(BIN)/ruff check src tests bench fuzz
	$(BIN)/ruff format --check src tests bench fuzz
	$(BIN)/python -m patentfair.cli.compile_messages
	$(BIN)/mypy
	$(BIN)/lint-imports
	PATENTFAIR_HOME=var/check DJANGO_SETTINGS_MODULE=patentfair.config.settings $(BIN)/python -m django makemigrations --check --dry-run

format: $(DEV_STAMP)
	$(BIN)/ruff check --fix src tests bench fuzz
	$(BIN)/ruff format src tests bench fuzz

bench: $(DEV_STAMP) ## speed, as ratios in one run
	$(BIN)/python -m bench.run

soak: $(DEV_STAMP) ## what is too long for make test
	$(BIN)/python -m pytest -m soak tests/soak

SECONDS ?= 60

fuzz: $(DEV_STAMP) ## feed every reader mutated inputs, SECONDS for each format
	$(BIN)/python -m fuzz.run --seconds $(SECONDS)
