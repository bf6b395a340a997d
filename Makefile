# Every target sets itself up: nothing else is needed but Python 3.11 and make.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
ARTICLE := fixtures/articles/magnesium-for-neck-pain/article.txt
REPORT := build/magnesium-report.html

LANGUAGETOOL := build/languagetool

.PHONY: demo test check bench act-report docs fuzz languagetool clean

demo: $(VENV)/.installed  ## check the magnesium article, print the findings, write the HTML report
	@$(BIN)/healthlint check --locale en-GB --output-format full --output-format html=$(REPORT) $(ARTICLE) || test $$? -eq 1
	@echo
	@echo "The report for editors: file://$(CURDIR)/$(REPORT)"

test: $(VENV)/.test-tools  ## run the whole suite
	$(BIN)/python -m pytest -q $(PYTEST_ARGS)

check: $(VENV)/.test-tools  ## lint and types
	$(BIN)/ruff check .
	$(BIN)/mypy

bench: $(VENV)/.test-tools  ## speed and memory, as ratios measured in one run
	$(BIN)/python -m benchmarks

CASES ?= build/act-testcases

act-report: $(VENV)/.installed  ## run the W3C ACT test cases in CASES and write the EARL report build/act-report.json
	$(BIN)/python scripts/act_report.py --cases $(CASES)

docs: $(VENV)/.installed  ## write a page for every rule to build/docs
	$(BIN)/python scripts/make_docs.py build/docs

fuzz: $(VENV)/.test-tools  ## the long fuzz: 200,000 documents, guided by coverage
	$(BIN)/python tests/fuzz/run.py --documents 200000 --guided --every 8

languagetool: $(LANGUAGETOOL)/languagetool-server.jar  ## fetch a real LanguageTool server from Maven Central for the tests

$(LANGUAGETOOL)/languagetool-server.jar: $(VENV)/.installed
	$(BIN)/healthlint languagetool install --to $(LANGUAGETOOL)

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: $(VENV)/bin/python pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@$(BIN)/python -m compileall -q src
	@# What a first run makes for the next ones, so that none is slower than another.
	@PYTHONDONTWRITEBYTECODE= $(BIN)/healthlint check --fail-on never fixtures/articles/magnesium-for-neck-pain > /dev/null
	@touch $@

$(VENV)/.test-tools: $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[test,lint]'
	@touch $@

clean:  ## remove what the other targets made
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache
