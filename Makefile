# Each target installs what it needs on a fresh Debian machine with Swift.

SWIFT ?= swift
SUDO := $(shell [ "$$(id -u)" -eq 0 ] || echo sudo)
RELEASE_TESTS := LMDBTests|TransparencyLogTests|EventModelTests|EventLedgerTests|ParticipationModelTests|ParticipationLedgerTests
SCHEMA := Sources/ParticipationModel/Schema
ORACLE := Tests/SchemaOracle/Generated
PLUGIN := .build-schema/release/protoc-gen-swift
PYTHON := .build-python
DOCS := .build/documentation
DOCUMENTED := Albo EventLedger EventModel Imports LedgerClient LedgerServer LogAudit LogHTTP ParticipationLedger \
	ParticipationModel TransparencyLog WitnessServer
EXAMPLES := .build-examples
# Without symbols and debug information, which are four fifths of an executable and a good part of building it:
# `swift build -c release` has them, for profilers.
RELEASE := -c release -debug-info-format none -Xlinker -s
PYTHON_PACKAGES := 'pm4py>=2.7,<2.8' 'cloudevents>=2,<3' cryptography protobuf
PROTOC := protoc --plugin=$(PLUGIN) --swift_opt=Visibility=Package --swift_opt=UseAccessLevelOnImports=true \
	--swift_opt=FileNaming=DropPath -I $(SCHEMA)

.PHONY: help build programs demo examples test test-debug test-release docs bench lint format schema lmdb openssl protoc python

help:
	@echo "make build     builds albo, albod and albo-witness for use (.build/release)"
	@echo "make demo      builds, then shows the ledger of a whole city at work (half a minute)"
	@echo "make test      runs all tests in debug, and those of the core modules in release too"
	@echo "make examples  builds the example programs that are separate packages"
	@echo "make docs      makes the documentation of the products by DocC"
	@echo "make bench     measures against plain C on the same liblmdb (BENCH=\"--only a,e --help\" …)"
	@echo "make lint      checks the formatting; make format fixes it"
	@echo "make python    installs the Python packages with which the tests read our files"
	@echo "make schema    generates the messages that the tests compare ours with, from $(SCHEMA)/albo/v1/*.proto"

build: programs
	$(SWIFT) build $(RELEASE) --product albo-witness

# What the demonstration runs.
programs: lmdb
	$(SWIFT) build $(RELEASE) --product albo
	$(SWIFT) build $(RELEASE) --product albod

# Programs in separate packages: they link the products as any other package does, and share one build folder.
examples: lmdb
	$(SWIFT) build --package-path Examples/Audit --scratch-path $(EXAMPLES)
	$(SWIFT) build --package-path Examples/OwnAct --scratch-path $(EXAMPLES)

demo: programs
	$$($(SWIFT) build $(RELEASE) --show-bin-path)/albo demo

test: test-debug test-release

# The second verifier reads records with Python's protobuf and protoc's output for the schema.
test-debug: lmdb protoc python examples
	ALBO_PYTHON="$$([ -e $(PYTHON)/complete ] && echo "$(CURDIR)/$(PYTHON)/bin/python" || echo python3)" $(SWIFT) test

# Our tests have no testable imports; with them disabled, `make build` reuses what was built here.
test-release: lmdb
	$(SWIFT) test $(RELEASE) --disable-testable-imports --filter '$(RELEASE_TESTS)'

# Pages for each product; a link that leads nowhere is an error.
docs: lmdb
	$(SWIFT) package dump-symbol-graph --minimum-access-level public --skip-synthesized-members >/dev/null
	rm -rf $(DOCS) && mkdir -p $(DOCS)/symbols
	set -e; graphs=$$(dirname "$$($(SWIFT) build --show-bin-path)")/symbolgraph; for module in $(DOCUMENTED); do \
		mkdir -p $(DOCS)/symbols/$$module; cp $$graphs/$$module.symbols.json $$graphs/$$module@*.symbols.json \
			$(DOCS)/symbols/$$module/ 2>/dev/null || true; \
		docc convert Sources/$$module/$$module.docc --additional-symbol-graph-dir $(DOCS)/symbols/$$module \
			--fallback-display-name $$module --fallback-bundle-identifier albo.$$module \
			--output-path $(DOCS)/$$module > $(DOCS)/log 2>&1; \
		if grep -E "doesn't exist|can't be resolved|[Ee]rror:" $(DOCS)/log; then echo "in the documentation of $$module"; exit 1; fi; \
	done

bench: lmdb openssl
	$(SWIFT) run -c release --package-path Benchmarks albo-bench $(BENCH)

lint:
	git ls-files '*.swift' | grep -v '\.pb\.swift$$' | xargs $(SWIFT) format lint --strict

format:
	git ls-files '*.swift' | grep -v '\.pb\.swift$$' | xargs $(SWIFT) format --in-place

schema: $(PLUGIN)
	mkdir -p $(ORACLE)
	$(PROTOC) --swift_out=$(ORACLE) $(SCHEMA)/albo/v1/*.proto

# The generator from the same swift-protobuf that the package links.
$(PLUGIN): | protoc
	$(SWIFT) package resolve
	$(SWIFT) build -c release --package-path .build/checkouts/swift-protobuf --scratch-path .build-schema \
		--product protoc-gen-swift

lmdb:
	@pkg-config --exists lmdb 2>/dev/null || { \
		echo "liblmdb-dev is missing: installing it with apt"; \
		$(SUDO) apt-get update && $(SUDO) apt-get install --yes liblmdb-dev pkg-config; }

# The C programs that ours are measured against hash with OpenSSL.
openssl:
	@pkg-config --exists libcrypto 2>/dev/null || { \
		echo "libssl-dev is missing: installing it with apt"; \
		$(SUDO) apt-get update && $(SUDO) apt-get install --yes libssl-dev pkg-config; }

protoc:
	@command -v protoc >/dev/null || { \
		echo "protoc is missing: installing protobuf-compiler with apt"; \
		$(SUDO) apt-get update && $(SUDO) apt-get install --yes protobuf-compiler; }

# What the tests read our files with: pm4py (AGPL) and others, as separate programs that nothing here links.
# Without them, for instance if PyPI cannot be reached, those tests are skipped and say so.
python:
	@[ -e $(PYTHON)/complete ] || { \
		python3 -c 'import ensurepip' 2>/dev/null || { \
			echo "python3-venv is missing: installing it with apt"; \
			$(SUDO) apt-get update && $(SUDO) apt-get install --yes python3 python3-venv; }; \
		python3 -m venv $(PYTHON) && $(PYTHON)/bin/pip install --quiet --disable-pip-version-check $(PYTHON_PACKAGES) && \
			touch $(PYTHON)/complete; } || \
		echo "Python's packages $(PYTHON_PACKAGES) cannot be installed: the tests that need them are skipped"
