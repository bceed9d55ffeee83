# hapgye: `make run` and `make test` set everything up by themselves; they need Python >= 3.11 and nothing else.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: run test fuzz lint bench samples constraints clean

run: $(READY)
	$(BIN)/hapgye run

test: $(READY)
	$(BIN)/python -m pytest -n auto

# The properties alone, with new and twenty times as many examples as `make test` gives them: some ten minutes.
fuzz: $(READY)
	$(BIN)/python -m pytest -n auto -m hypothesis --hypothesis-profile fuzz tests

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(READY)
	$(BIN)/python bench/grids.py

# The samples in raw/ are in git; this makes them again from their script.
samples: $(READY)
	$(BIN)/python tests/samples/make.py

# Pins every dependency for every platform and Python >= 3.11, with hashes; needs uv. Run it to take in new versions.
constraints:
	uv pip compile --universal --python-version 3.11 --generate-hashes --extra dev --no-annotate --no-header --quiet \
	  --upgrade pyproject.toml -o constraints.txt

$(READY): constraints.txt pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "hapgye needs Python 3.11 or newer: make PYTHON=python3.12 ...")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r constraints.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

clean:
	rm -rf $(VENV) output .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
