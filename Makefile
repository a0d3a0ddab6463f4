# xlmal: `make demo` shows it, `make test` checks everything. Both work in a fresh clone.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
WORKERS ?= 2

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help demo setup test fuzz bench lint format lock clean

help:
	@echo "make demo    visa hela kedjan på en exempelkommun, i build/demo"
	@echo "make setup   lägg allt som behövs för utveckling i $(VENV)"
	@echo "make test    setup, lint och alla prov"
	@echo "make fuzz    tio minuter av skadade filer mot filläsaren"
	@echo "make bench   mät mot pandas, calamine, openpyxl och XlsxWriter"
	@echo "make lint    ruff, mypy och import-linter"
	@echo "make format  ordna källkoden"
	@echo "make lock    lås versionerna i requirements/*.txt på nytt"
	@echo "make clean   ta bort $(VENV), build och dist"

demo: $(VENV)/runtime.stamp
	$(BIN)/python -m xlmal.operations.demo build/demo

setup: $(VENV)/dev.stamp

test: lint
	@bash .ci/ensure-libreoffice.sh
	$(BIN)/python -m pytest -n $(WORKERS)

# Outside make test, since it takes as long as one lets it.
fuzz: $(VENV)/dev.stamp
	$(BIN)/python tests/fuzz/fuzz_package.py --seconds 600

# `make bench BENCH=--snabb` leaves out the 3,500 files and goes round once.
bench: $(VENV)/dev.stamp
	$(BIN)/python benchmarks/bench.py $(BENCH)

lint: $(VENV)/dev.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(VENV)/dev.stamp
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

$(BIN)/python:
	@bash .ci/ensure-python.sh $(PYTHON)
	$(PYTHON) -m venv --clear $(VENV)

# The project itself is installed without its dependencies: the hashed files have brought them.
$(VENV)/runtime.stamp: requirements/runtime.txt pyproject.toml | $(BIN)/python
	$(PIP) install --quiet --require-hashes -r requirements/runtime.txt
	$(PIP) install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/dev.stamp: requirements/dev.txt pyproject.toml | $(BIN)/python
	$(PIP) install --quiet --require-hashes -r requirements/dev.txt
	$(PIP) install --quiet --no-deps --no-build-isolation --editable .
	@touch $(VENV)/runtime.stamp $@

# What to pin stands in pyproject.toml and requirements/*.in.
# One resolution for Linux, macOS and Windows and for every supported Python, with the hashes of all files.
UV := build/lock/bin/uv
LOCK := $(UV) pip compile --quiet --no-config --universal --python-version 3.11 --generate-hashes \
	--custom-compile-command "make lock"

lock: | $(UV)
	$(LOCK) pyproject.toml --extra all requirements/build.in requirements/dev.in \
		--output-file requirements/dev.txt
	$(LOCK) pyproject.toml --extra rapport requirements/build.in --constraint requirements/dev.txt \
		--no-annotate --output-file requirements/runtime.txt

$(UV):
	@bash .ci/ensure-python.sh $(PYTHON)
	$(PYTHON) -m venv --clear build/lock
	build/lock/bin/python -m pip install --quiet "uv>=0.9"

clean:
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
