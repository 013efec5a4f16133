# Two commands for a newcomer: make demo, make test. Everything they need they install themselves.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
READY_TEST := $(VENV)/.ready-test

.PHONY: demo test test-engines check system vendor clean

demo: $(READY)
	$(BIN)/kg demo --out out
	@echo "The command is $(BIN)/kg; after '. $(BIN)/activate' it is kg."

test: system $(READY_TEST)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m compileall -q kg # the tests start hundreds of processes: none compiles by itself
	$(BIN)/pytest -n 3 --dist worksteal

# Real servers and engines, each started here and stopped again; takes some minutes.
test-engines: $(READY_TEST)
	sh tests/engines/system.sh
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[engines]'
	KG_TEST_ENGINES=1 $(BIN)/pytest tests/engines

# Everything CI runs: the checks of the code are part of `test`.
check: test

# What is not Python: a browser, a font for Chinese, a GBK locale. Installed where that may be.
system:
	sh tests/system.sh

$(READY): pyproject.toml constraints.txt
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e .
	touch $@

$(READY_TEST): $(READY)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[test]'
	touch $@

# The scripts that pages take from others, at the versions listed; needs npm, and nothing else does.
vendor: $(READY)
	$(BIN)/python tests/house/fetch_vendor.py

clean:
	rm -rf $(VENV) out dist
