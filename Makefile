# make demo   a made-up company: its workbook, statements and results, in ./demo
# make test   all tests but the long ones
# Each sets up what it needs: a virtual environment, the libraries, the fonts of all six languages.

PYTHON ?= python3
BIN := .venv/bin
READY := .venv/ready

.PHONY: demo test test-long test-all check bench generated clean

demo: $(READY)
	$(BIN)/arxl demo demo

test: $(READY)
	$(BIN)/python -m pytest -n auto --dist loadfile -m "not long"

test-long: $(READY)
	$(BIN)/python -m pytest -n auto --dist worksteal -m long

test-all: test test-long

check: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python tools/generate.py --check

bench: $(READY)
	$(BIN)/pip install --quiet --constraint constraints.txt --editable ".[bench]"
	$(BIN)/python -m bench

# Writes anew what is built from the source: catalogues of the six languages, docs/functions.md, docs/errors.md.
generated: $(READY)
	$(BIN)/python tools/generate.py

$(READY): pyproject.toml constraints.txt
	@$(PYTHON) -c "import sys; sys.exit(sys.version_info < (3, 11))" || \
	  { echo "arxl needs Python 3.11 or later. Run: make PYTHON=python3.12 demo"; exit 1; }
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --constraint constraints.txt --editable ".[cjk,dev]"
	touch $(READY)

clean:
	rm -rf .venv demo
