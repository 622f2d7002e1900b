# Three commands do everything: `make read` shows a sample page read, `make serve` a ledger of sample
# pages in the browser, `make test` passes the tests.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: read serve test check quality benchmark train clean

$(VENV)/installed: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	touch $@

# Reads the sample page, shows it here and writes out/sample.html.
read: $(VENV)/installed
	mkdir -p out
	$(BIN)/whence read docs/sample/bridge.html
	$(BIN)/whence read docs/sample/bridge.html --html out/sample.html
	@echo "The same as a page for the browser: out/sample.html"

# Makes out/sample.whence of the sample captures and shows it in the browser; Ctrl-C stops.
serve: $(VENV)/installed
	mkdir -p out
	$(BIN)/whence ingest docs/sample/captures.jsonl --ledger out/sample.whence
	$(BIN)/whence serve out/sample.whence $(SERVE_ARGS)

test: check
	$(BIN)/python -m pytest

check: $(VENV)/installed
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

# Scores the gold sets in ../shared and compares with quality/floors.json.
quality: $(VENV)/installed
	$(BIN)/python -m quality $(QUALITY_ARGS)

# Side by side with a BERT-base tagger, on the same texts in one run (installs PyTorch).
benchmark: .venv-training/installed
	.venv-training/bin/python -m benchmarks.reading

.venv-training/installed: pyproject.toml
	$(PYTHON) -m venv .venv-training
	.venv-training/bin/python -m pip install --quiet --disable-pip-version-check --editable '.[training]'
	touch $@

# Trains again from ../shared/gold and training/corpus and puts the weights in place.
train: .venv-training/installed
	.venv-training/bin/python -m training.train --out out/training
	.venv-training/bin/python -m training.heads statements out/training/weights-8.pt out/training/settled.pt
	.venv-training/bin/python -m training.heads events out/training/settled.pt out/training/weights.pt
	.venv-training/bin/python -m training.parties out/training/weights.pt out/training/parties.pt
	.venv-training/bin/python -m training.export out/training/weights.pt out/training/parties.pt
	.venv-training/bin/python -m training.joins out/training/weights.pt
	.venv-training/bin/python -m training.calibrate

clean:
	rm -rf $(VENV) .venv-training out build dist
