# Everything a fresh Debian machine with Swift needs is installed by the target that needs it.

SWIFT ?= swift
SUDO := $(shell [ "$$(id -u)" -eq 0 ] || echo sudo)
RELEASE_TESTS := LMDBTests|TransparencyLogTests|EventModelTests|EventLedgerTests|ParticipationModelTests|ParticipationLedgerTests
SCHEMA := Sources/ParticipationModel/Schema
PLUGIN := .build-schema/release/protoc-gen-swift
PROTOC := protoc --plugin=$(PLUGIN) --swift_opt=Visibility=Package --swift_opt=UseAccessLevelOnImports=true \
	--swift_opt=FileNaming=DropPath -I $(SCHEMA)

.PHONY: help build demo test test-debug test-release bench lint format schema lmdb protoc

help:
	@echo "make demo      builds, and shows the ledger of a whole city at work in half a minute"
	@echo "make test      all tests in debug, and those of the core modules in release too"
	@echo "make bench     measures against plain C on the same liblmdb (BENCH=\"--only a,e --help\" …)"
	@echo "make lint      checks the formatting; make format mends it"
	@echo "make schema    generates the Swift messages from $(SCHEMA)/albo/v1/*.proto"

build: lmdb
	$(SWIFT) build -c release --product albo
	$(SWIFT) build -c release --product albod

demo: build
	$$($(SWIFT) build -c release --show-bin-path)/albo demo

test: test-debug test-release

test-debug: lmdb $(PLUGIN)
	ALBO_PROTOC_GEN_SWIFT="$(CURDIR)/$(PLUGIN)" $(SWIFT) test

test-release: lmdb
	$(SWIFT) test -c release --filter '$(RELEASE_TESTS)'

bench: lmdb
	$(SWIFT) run -c release --package-path Benchmarks albo-bench $(BENCH)

lint:
	git ls-files '*.swift' | grep -v '\.pb\.swift$$' | xargs $(SWIFT) format lint --strict

format:
	git ls-files '*.swift' | grep -v '\.pb\.swift$$' | xargs $(SWIFT) format --in-place

schema: $(PLUGIN)
	mkdir -p $(SCHEMA)/Generated
	$(PROTOC) --swift_out=$(SCHEMA)/Generated $(SCHEMA)/albo/v1/*.proto

# The generator of the very swift-protobuf that the package links.
$(PLUGIN): | protoc
	$(SWIFT) package resolve
	$(SWIFT) build -c release --package-path .build/checkouts/swift-protobuf --scratch-path .build-schema \
		--product protoc-gen-swift

lmdb:
	@pkg-config --exists lmdb 2>/dev/null || { \
		echo "liblmdb-dev is missing: installing it with apt"; \
		$(SUDO) apt-get update && $(SUDO) apt-get install --yes liblmdb-dev pkg-config; }

protoc:
	@command -v protoc >/dev/null || { \
		echo "protoc is missing: installing protobuf-compiler with apt"; \
		$(SUDO) apt-get update && $(SUDO) apt-get install --yes protobuf-compiler; }
