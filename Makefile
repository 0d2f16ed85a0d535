# `make run` and `make test` are all that a newcomer needs. Each makes what it lacks and is quick when nothing changed.
PYTHON ?= python3
WORKERS ?= 2
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt

export PYTHONNOUSERSITE := 1
unexport PYTHONPATH PYTHONHOME VIRTUAL_ENV

.DEFAULT_GOAL := help
.PHONY: help run test lint types tests format translations readme bench wheel constraints clean

help:  ## Say what there is
	@sed -nE 's/^([a-z]+):[^#]*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 14

run: $(VENV)/ready  ## Serve the demo: help centre, host page with the widget, seeded tickets, on SQLite
	@$(BIN)/helpcenter demo

test: lint types tests  ## Everything that has to pass before a change is done

lint: $(VENV)/ready-to-test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/ready-to-test
	$(BIN)/mypy

tests: $(VENV)/ready-to-test
	$(BIN)/python -m pytest -n $(WORKERS) --dist loadfile --no-loadscope-reorder

format: $(VENV)/ready-to-test  ## Put the source in order
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

translations: $(VENV)/ready-to-test  ## Bring the catalogues in step with the source and compile them
	$(BIN)/python -m tests.catalogues

readme: $(VENV)/ready-to-test  ## Bring the README's tables in step with the program
	$(BIN)/python -m tests.test_readme

bench: $(VENV)/ready-to-test  ## Measure, side by side in one run
	$(BIN)/python -m tests.bench
	$(BIN)/python -m tests.bench.answers

wheel: $(VENV)/ready-to-test  ## Build the package into dist/
	$(BIN)/python -m build --wheel --no-isolation

constraints:  ## Pin anew what an empty environment gets from pyproject.toml
	rm -rf build/pins && $(PYTHON) -m venv build/pins
	build/pins/bin/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	build/pins/bin/python -m pip freeze --exclude-editable | sort -f > constraints.txt
	rm -rf build/pins

clean:  ## Remove what these habits made
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/ready: pyproject.toml constraints.txt | $(BIN)/python
	$(PIP) --editable .
	@touch $@

$(VENV)/ready-to-test: $(VENV)/ready
	$(PIP) --editable '.[dev]'
	@touch $@
