# make chat   runs Quoth on seeds/ in your browser          make test   passes the tests
# make check  ruff, mypy, oxlint and the import rules       make bench  prints start-up, index, answer and format times
# make mutants  changes 250 lines of index/ and qa/, one at a time, and counts those that a test notices (half an hour)
# make kill   kills its own work at 100 random moments       make fuzz   reads 2,000 mutants of each format (half an hour)
# make scale  measures libraries of 10,000, 100,000 and 1,000,000 passages, made below FOLDER (an hour, 6 GB of disk)
# make soak   asks the page 2,000 questions in bursts from 20 clients (hours); ARGS="--questions 400" for fewer
# make figures  fills the tables of README.md, CONTRIBUTING.md and the model card
# make peers  installs txtai, Haystack, LangChain, LlamaIndex and verbatim-rag beside Quoth, and measures all (half an hour)
#
# ARGS=--keep has bench, scale, peers, kill and fuzz keep what they measured for README.
# On Linux, add TORCH_INDEX=https://download.pytorch.org/whl/cpu to get the small CPU build of torch.

PYTHON ?= python3
VENV ?= .venv
TORCH_INDEX ?=
FOLDER ?= .scale
BIN := $(VENV)/bin
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt

.PHONY: chat test check bench scale peers mutants kill soak fuzz figures clean

chat: $(VENV)/installed
	$(BIN)/quoth --library .quoth seeds $(ARGS)

test: $(VENV)/installed-dev
	$(BIN)/python -m pytest $(ARGS)

check: $(VENV)/installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/oxlint --deny-warnings ui/page/script
	$(BIN)/python -m pytest -q tests/test_imports.py

bench: $(VENV)/installed-dev
	$(BIN)/python tests/tools/bench.py $(ARGS)
	$(BIN)/python tests/tools/bench_formats.py $(ARGS)
	$(BIN)/python tests/tools/bench_library.py $(ARGS)

scale: $(VENV)/installed-dev
	$(BIN)/python tests/tools/bench_scale.py $(FOLDER) --sizes 10000 100000 1000000 $(ARGS)

peers: $(VENV)/installed-dev
	$(INSTALL) --editable '.[peers]'
	$(INSTALL) --no-deps --requirement tests/tools/peers/no-deps.txt
	$(BIN)/python tests/tools/bench_peers.py $(ARGS)

mutants: $(VENV)/installed-dev
	nice $(BIN)/python tests/tools/mutate.py $(ARGS)

kill: $(VENV)/installed-dev
	$(BIN)/python tests/tools/kill.py --times 100 $(ARGS)

soak: $(VENV)/installed-dev
	$(BIN)/python tests/tools/soak.py $(ARGS)

figures: $(VENV)/installed-dev
	$(BIN)/python tests/tools/figures.py --write

fuzz: $(VENV)/installed-dev
	$(BIN)/python tests/tools/fuzz.py --mutants 2000 $(ARGS)

$(VENV)/installed: pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Quoth needs Python 3.11 or later; $$($(PYTHON) --version) is what '$(PYTHON)' gives. Try: make PYTHON=python3.12"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Installing Quoth into $(VENV); the first time this takes a few minutes."
	$(if $(TORCH_INDEX),$(INSTALL) torch --index-url $(TORCH_INDEX))
	$(INSTALL) --editable .
	@touch $@

$(VENV)/installed-dev: $(VENV)/installed
	$(INSTALL) --editable '.[dev]'
	@touch $@

clean:
	rm -rf $(VENV) .quoth build *.egg-info
