# What people do with dechrome from a checkout. `make help` lists it.

CARGO ?= cargo
LAB = $(CARGO) run --quiet --release --features lab --bin lab --

.DEFAULT_GOAL := help
.PHONY: help run install test test-spark test-datatrove test-archives test-report test-html5lib ci format lint docs supply fuzz-smoke hostile linear eval bench bench-peers bench-hostile bench-batch train floor cargo components gold

help: ## Lists the targets
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 16

run: cargo ## Builds the tool and prints the article of a corpus page
	$(CARGO) run --release --bin dechrome -- --pretty < corpus/wire-news/page.html

# Where `make install` puts things; packagers set DESTDIR.
PREFIX ?= /usr/local
INSTALL_ROOT = $(DESTDIR)$(PREFIX)

install: cargo ## Installs the tool, its manual page and completions: make install [PREFIX=/usr/local]
	$(CARGO) build --release --locked --features parquet --bin dechrome
	install -D -m 755 $(or $(CARGO_TARGET_DIR),target)/release/dechrome $(INSTALL_ROOT)/bin/dechrome
	install -d $(INSTALL_ROOT)/share/man/man1 $(INSTALL_ROOT)/share/bash-completion/completions
	install -d $(INSTALL_ROOT)/share/zsh/site-functions $(INSTALL_ROOT)/share/fish/vendor_completions.d
	$(INSTALL_ROOT)/bin/dechrome --man > $(INSTALL_ROOT)/share/man/man1/dechrome.1
	$(INSTALL_ROOT)/bin/dechrome --completions bash > $(INSTALL_ROOT)/share/bash-completion/completions/dechrome
	$(INSTALL_ROOT)/bin/dechrome --completions zsh > $(INSTALL_ROOT)/share/zsh/site-functions/_dechrome
	$(INSTALL_ROOT)/bin/dechrome --completions fish > $(INSTALL_ROOT)/share/fish/vendor_completions.d/dechrome.fish

test: cargo ## Runs every test
	$(CARGO) test --all-features

# The tests of the examples run the built tool in real engines; their packages live beside the build.
target/%/bin/python: examples/%/requirements.txt
	python3 -m venv target/$*
	target/$*/bin/pip install --quiet --requirement $<
	@touch $@

test-spark: cargo target/spark/bin/python ## Runs the job of examples/spark on a local Spark; needs Java
	@command -v java >/dev/null || { echo "Java is missing: apt-get install default-jre-headless" >&2; exit 1; }
	$(CARGO) build --release --bin dechrome
	target/spark/bin/python examples/spark/test.py $(BINARY)

test-datatrove: cargo target/datatrove/bin/python ## Runs the step of examples/datatrove in a datatrove pipeline
	$(CARGO) build --release --bin dechrome
	target/datatrove/bin/python examples/datatrove/test.py $(BINARY)

target/archives/bin/python: tests/archives/requirements.txt
	python3 -m venv target/archives
	target/archives/bin/pip install --quiet --requirement $<
	@touch $@

test-archives: cargo target/archives/bin/python ## Reads web archives made just now with wget and warcio; needs wget
	@command -v wget >/dev/null || { echo "wget is missing: apt-get install wget" >&2; exit 1; }
	target/archives/bin/python tests/archives/make.py target/archives/made
	ARCHIVES=$(CURDIR)/target/archives/made $(CARGO) test --locked --test archives

target/report/bin/python: tests/report/requirements.txt
	python3 -m venv target/report
	target/report/bin/pip install --quiet --requirement $<
	@touch $@

test-report: cargo target/report/bin/python ## Looks at the report of --explain html in a browser: make test-report [PAGES="a.html b.html"]
	@command -v chromium chromium-browser google-chrome >/dev/null || apt-get install --yes --no-install-recommends chromium fonts-noto-core fonts-noto-cjk
	$(CARGO) build --release --bin dechrome
	target/report/bin/python tests/report/check.py $(BINARY) target/report/pages $(PAGES)

target/tei/bin/python: tests/tei/requirements.txt
	python3 -m venv target/tei
	target/tei/bin/pip install --quiet --requirement $<
	@touch $@

test-tei: cargo target/tei/bin/python ## Validates the TEI of every corpus page: make test-tei [PAGES=folder]
	$(CARGO) build --release --bin dechrome
	target/tei/bin/python tests/tei/test.py $(BINARY) corpus $(PAGES)

# The tests of html5lib stand in its Python package; one of its build requirements needs an older setuptools.
HTML5LIB = target/html5lib
$(HTML5LIB)/tests:
	mkdir -p $(HTML5LIB)
	echo 'setuptools<70' > $(HTML5LIB)/constraint
	PIP_CONSTRAINT=$(HTML5LIB)/constraint python3 -m pip download --quiet --no-deps --no-binary :all: --dest $(HTML5LIB) html5lib==1.1
	tar -xzf $(HTML5LIB)/html5lib-1.1.tar.gz -C $(HTML5LIB)
	mv $(HTML5LIB)/html5lib-1.1/html5lib/tests/testdata $@

test-html5lib: cargo $(HTML5LIB)/tests ## Runs html5lib's tests of trees, tokens and encodings over the parser with its guard
	HTML5LIB=$(CURDIR)/$(HTML5LIB)/tests $(CARGO) test --locked --lib html5lib -- --ignored --nocapture

BINARY = $(or $(CARGO_TARGET_DIR),target)/release/dechrome

ci: format lint docs test ## Checks format, lints and documentation, and runs every test

format: components ## Checks the format
	$(CARGO) fmt --all --check

lint: components ## Runs clippy with warnings denied: with every feature, with the default ones, and on the library alone
	$(CARGO) clippy --locked --all-targets --all-features -- -D warnings
	$(CARGO) clippy --locked --all-targets -- -D warnings
	$(CARGO) clippy --locked --lib --no-default-features -- -D warnings

docs: cargo ## Builds the documentation with warnings denied
	RUSTDOCFLAGS="-D warnings" $(CARGO) doc --locked --no-deps --all-features

supply: cargo ## Checks licences and sources of every dependency (needs cargo-deny)
	$(CARGO) deny --locked check licenses sources bans

fuzz-smoke: cargo ## Runs every fuzz target for a minute (needs cargo-fuzz and a nightly compiler)
	for target in bytes soup difference structured render decode; do \
		$(CARGO) +nightly fuzz run -s none $$target -- -max_total_time=60 -timeout=20 || exit 1; \
	done

hostile: cargo ## Measures every hostile family: make hostile [SIZE=1000000]
	$(CARGO) run --release --example hostile -- measure $(or $(SIZE),1000000)

linear: cargo ## Counts the instructions of every hostile family at a size and twice of it (needs valgrind): make linear [SIZE=30000]
	$(CARGO) run --release --example hostile -- count $(or $(SIZE),30000)

eval: cargo gold ## Scores a gold set and the corpus: make eval GOLD=dir [ARGS="--worst 50"]
	$(LAB) eval $(GOLD) $(ARGS)

bench: cargo gold ## Compares the CPU time with parsing alone: make bench GOLD=dir [ARGS="--every 10"]
	$(CARGO) bench --features lab --bench parse_ratio -- --gold "$$($(LAB) unpack $(GOLD))" $(ARGS)

# Every fifth page of the set, so that the slow ones among the tools end within minutes.
PEERS = target/peers
bench-peers: cargo gold ## Compares the speed with that of other tools, which it installs: make bench-peers GOLD=dir
	test -x $(PEERS)/bin/python || python3 -m venv $(PEERS)
	$(PEERS)/bin/pip install --quiet --requirement benches/peers/requirements.txt
	$(CARGO) build --quiet --release --manifest-path benches/peers/Cargo.toml --target-dir $(PEERS)/build
	ls "$$($(LAB) unpack $(GOLD))"/pages/*.html | awk 'NR % 5 == 1' > $(PEERS)/pages
	xargs $(PEERS)/build/release/peers < $(PEERS)/pages
	xargs $(PEERS)/bin/python -W ignore benches/peers/python.py $(PEERS)/build/release/peers < $(PEERS)/pages 2>/dev/null

bench-batch: cargo gold ## Measures batches, beside other tools, which it installs: make bench-batch GOLD=dir
	test -x $(PEERS)/bin/python || python3 -m venv $(PEERS)
	$(PEERS)/bin/pip install --quiet --requirement benches/peers/requirements.txt
	test -x $(PEERS)/bin/batch_markdown || $(CARGO) install --quiet --locked --root $(PEERS) --target-dir $(PEERS)/build rs-trafilatura@0.2.2
	$(CARGO) build --quiet --release --manifest-path benches/peers/Cargo.toml --target-dir $(PEERS)/build
	$(CARGO) build --quiet --release --bin dechrome
	python3 benches/peers/batch.py $(BINARY) $(PEERS)/build/release/peers $(PEERS)/bin "$$($(LAB) unpack $(GOLD))/pages" $(PEERS)/batch

bench-hostile: cargo ## Runs other extractors in Rust on every hostile family, with limits: make bench-hostile [SIZE=1000000]
	$(CARGO) build --quiet --release --manifest-path benches/peers/Cargo.toml --target-dir $(PEERS)/build
	$(PEERS)/build/release/hostile $(or $(SIZE),1000000)

# The trainer's packages live beside the build, so that the checkout stays clean.
VENV = target/train
$(VENV)/bin/python: train/requirements.txt
	python3 -m venv $(VENV)
	$(VENV)/bin/pip install --quiet --requirement train/requirements.txt
	@touch $@

train: cargo gold $(VENV)/bin/python ## Learns src/weigh/weights.txt anew and checks it: make train GOLD=dir
	$(LAB) observe "$$($(LAB) unpack $(GOLD))" target/observations
	$(VENV)/bin/python train/train.py target/observations src/weigh/weights.txt --folds target/folds
	$(CARGO) build --quiet --release --bin dechrome
	$(VENV)/bin/python train/check.py target/observations src/weigh/weights.txt "$$($(LAB) unpack $(GOLD))" target/release/dechrome
	$(LAB) eval $(GOLD) --folds target/folds --worst 0

floor: cargo ## Prints what corpus/floor.json would be for the code as it stands
	@$(LAB) floor

gold:
	@test -n "$(GOLD)" || { echo "Say where the gold pages are: make eval GOLD=dir" >&2; exit 2; }

# A fresh machine has neither cargo nor, at times, a linker; rustup brings the first, the system's packages the second.
cargo:
	@command -v $(CARGO) >/dev/null || { echo "cargo is missing: install Rust with rustup, then open a new shell" >&2; exit 1; }
	@command -v cc >/dev/null || { echo "a C linker is missing: install gcc or clang" >&2; exit 1; }

# rustup's minimal profile comes without the formatter and the linter.
components: cargo
	@$(CARGO) fmt --version >/dev/null 2>&1 || rustup component add rustfmt
	@$(CARGO) clippy --version >/dev/null 2>&1 || rustup component add clippy
