# make ask    set up, and answer the example question         make lint   style, types, import layers
# make coverage  the same, and which lines of the program no test reaches: a third slower
# make serve  set up, and open the page on the examples in the browser
# make test   set up, and run the tests                        make fix    let ruff mend what it can
# make browser  install what tests of HTML, OCR and MCP need: Chromium and Tesseract from Debian's packages, axe-core and the TypeScript client from npm
# make example  write examples/briefing.* again
# make docs     write docs/commands.md and docs/layers.svg from the code
# make bench  measure all there is (data sets in DATA), with these two:
# make speed  starting, encoding, writing, and a peer beside it, which is installed into .peers
# make fuzz   fuzz every reader, five minutes each    make formats  read real files of every format (in DATA)
# make scale  10 thousand to 1 million sentences, made here: about an hour, 8 GB of disk in .scale
# make train  make the two adapters in models/shipped again (training/README.md: data in DATA, about two hours)
# make clean  remove the environment
#
# PREBUILT=1  take upstream's prebuilt llama-cpp-python wheel and PyTorch's CPU-only build instead of compiling
# PYTHON=...  the interpreter that makes the environment (3.11 or newer)

PYTHON ?= python3
VENV ?= .venv
DATA ?= ../shared
QUESTION ?= what did Xi say on Ukraine
BIN := $(VENV)/bin

export PIP_DISABLE_PIP_VERSION_CHECK = 1
ifdef PREBUILT
WHEELS := --extra-index-url https://abetlen.github.io/llama-cpp-python/whl/cpu --extra-index-url https://download.pytorch.org/whl/cpu --prefer-binary
endif

.PHONY: ask serve docs test coverage lint fix train bench speed scale fuzz formats browser example clean models pulled

ask: pulled
	@$(BIN)/summarize ask "$(QUESTION)" examples/

serve: pulled
	$(BIN)/summarize serve examples/ --uploads added/ --open

test: models
	$(BIN)/pytest --shared=$(DATA)

coverage: models
	$(BIN)/pytest --shared=$(DATA) --cov=summarize --cov-branch --cov-report=term:skip-covered

lint: $(VENV)/.installed
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports

fix: $(VENV)/.installed
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

bench: models
	$(BIN)/python benchmarks/segmentation.py --data $(DATA)/benchmarks/gum
	$(BIN)/python benchmarks/claims.py --data $(DATA)/benchmarks
	$(BIN)/python benchmarks/support.py --data $(DATA)/benchmarks
	$(BIN)/python benchmarks/deletion.py --gum $(DATA)/benchmarks/gum
	$(BIN)/python benchmarks/writer.py --data $(DATA) --ladder
	$(BIN)/python benchmarks/speakers.py --data $(DATA)/benchmarks/polnear
	$(BIN)/python benchmarks/neutrality.py --data $(DATA)/benchmarks/neus
	$(BIN)/python benchmarks/abstention.py --data $(DATA)/benchmarks --sample 60
	$(BIN)/python benchmarks/summhay.py --data $(DATA)/benchmarks/summhay
	$(BIN)/python benchmarks/conflicts.py --data $(DATA)/benchmarks
	$(BIN)/python benchmarks/retrieval.py --data $(DATA)/benchmarks
	$(BIN)/python benchmarks/briefing.py --data $(DATA)
	$(MAKE) speed scale

speed: models
	$(BIN)/python benchmarks/speed.py --documents $(DATA)/corpora --question "$(QUESTION)"
	$(BIN)/python benchmarks/peers.py --documents $(DATA)/corpora --env .peers

scale: models
	rm -rf .scale && mkdir .scale
	$(BIN)/python benchmarks/scale.py --folder .scale --svg docs/scale.svg

fuzz: models
	$(BIN)/pip install --quiet --constraint constraints.txt --editable '.[fuzz]'
	for format in txt md rst org adoc tex html pdf docx odt xlsx ods pptx odp ipynb epub rtf eml srt vtt csv json jsonl; do mkdir -p .fuzz/$$format; \
	  $(BIN)/python -m fuzz.fuzz_reader $$format .fuzz/$$format fuzz/corpus/$$format \
	  -max_total_time=300 -timeout=60 -rss_limit_mb=3000 -max_len=20000 -artifact_prefix=.fuzz/ || exit 1; done

formats: models
	$(BIN)/python benchmarks/formats.py --data $(DATA)

WORK := .training
GGUF := models/SmolLM2-135M-Instruct.Q4_1.gguf
ENTAILMENT := $(BIN)/python -m training.entailment.train --model $(GGUF) --held-out $(WORK)/entailment/held_out.jsonl

train: models
	$(BIN)/python -m training.writer.prepare --data $(DATA) --out $(WORK)/writer
	$(BIN)/python -m training.writer.train --model $(GGUF) --pairs $(WORK)/writer
	$(BIN)/python -m training.writer.prepare --data $(DATA) --out $(WORK)/writer2 --as-it-is 0.2 --seed 25
	$(BIN)/python -m training.writer.train --model $(GGUF) --pairs $(WORK)/writer2 --start $(WORK)/writer/adapter.pt --steps 650
	$(BIN)/python -m training.writer.export --model $(GGUF) --pairs $(WORK)/writer2 --to models/shipped/writer-adapter.gguf
	$(BIN)/python -m training.entailment.prepare --data $(DATA)/training --out $(WORK)/entailment
	$(ENTAILMENT) --rows $(WORK)/entailment/train.jsonl --epochs 3 --to $(WORK)/entailment/one.pt
	$(BIN)/python -m training.entailment.export --weights $(WORK)/entailment/one.pt --to models/shipped/entailment-adapter.gguf

browser:
	command -v chromium tesseract || (apt-get update -qq && apt-get install -y -qq chromium tesseract-ocr)
	npm install --silent --no-audit --no-fund --no-package-lock --prefix .browser axe-core@4.10.3 @modelcontextprotocol/sdk@1.32.2

example: models
	$(BIN)/summarize brief examples/ -o examples/briefing.md
	$(BIN)/summarize brief examples/ -o examples/briefing.html
	$(BIN)/python examples/screenshot.py

docs: $(VENV)/.installed
	$(BIN)/python -m docs.generate

models: $(VENV)/.installed
	@$(BIN)/summarize models pull >/dev/null

pulled: $(VENV)/.answering
	@$(BIN)/summarize models pull >/dev/null

# What answers need comes first: the reference embedder and the tools of development take longer than all of it.
$(VENV)/.answering: pyproject.toml constraints.txt
	@echo "Setting up $(VENV): 310 MB of packages and 200 MB of models to download, and llama.cpp to compile: a few minutes."
	@echo "(Where the network allows, 'make $(or $(MAKECMDGOALS),ask) PREBUILT=1' takes prebuilt wheels and compiles nothing.)"
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --constraint constraints.txt pip
	$(BIN)/python setup/install.py --answering -- $(WHEELS)
	@touch $@

$(VENV)/.installed: $(VENV)/.answering
	$(BIN)/python setup/install.py -- $(WHEELS)
	@touch $@

clean:
	rm -rf $(VENV)
