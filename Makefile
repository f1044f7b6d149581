# Everything a contributor or a stranger runs. `make` alone lists it.
# Recipes use paths relative to this folder, so that a space in its path does no harm.

SHELL := /bin/bash
.SHELLFLAGS := -e -o pipefail -c
.DEFAULT_GOAL := help
.PHONY: help deps build demo test test-paths test-emulated test-documents test-clients test-api test-dashboard lint format check-all dist bench goldens docs clean

help: ## list these targets
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' Makefile | while IFS=$$'\t' read -r name text; do \
		printf '  make %-14s %s\n' "$$name" "$$text"; done

deps: ## install what the build needs and the machine lacks
	@scripts/install-deps

build: deps ## build the program: .build/release/selkie
	@echo 'Building selkie (release).'
	@swift build -c release --product selkie
	@echo 'Built .build/release/selkie.'

demo: build ## teach the default model a small document, and show what it knew before and after
	@scripts/demo

test: deps ## build and run every test
	@echo 'Building the tests (release).'
	@swift build -c release --build-tests
	@echo 'Making sure that the default model is there; one test compares it with the reference.'
	@.build/release/selkie pull
	@echo 'Running the tests.'
	@swift test -c release --skip-build

test-paths: ## run the numerical core's tests for each narrower instruction set; needs what 'make test' built
	@scripts/test-paths

test-emulated: deps ## run the kernels on emulated processors: ARM, and x86-64 without AVX-512 or AVX
	@scripts/test-emulated

test-documents: ## compare what is read of this machine's documentation with reference parsers
	@scripts/test-documents

test-clients: ## ask a server as OpenAI's Python package does; needs what 'make test' built and pulled
	@scripts/test-clients

test-api: ## look for requests that break the server's own description, with schemathesis
	@scripts/test-api

test-dashboard: ## use the server's page in a headless Chromium
	@scripts/test-dashboard

lint: ## check format and house rules
	@scripts/check-house --self-test
	@scripts/check-house

format: ## format the Swift sources in place
	@swift format --in-place --recursive Package.swift Sources Tests

dist: deps ## pack the program with all its libraries: dist/selkie-VERSION-linux-ARCH.tar.gz
	@scripts/make-dist

check-all: lint test test-clients test-api test-dashboard dist ## everything that can be checked; tries the packed program on a bare Debian, as root
	@scripts/test-dist

bench: build ## measure speed and memory against PEFT, transformers and llama.cpp (BENCH="--rounds 1" is short)
	@.build/release/selkie pull
	@Benchmarks/run $(BENCH)

goldens: ## make the reference files of the tests anew, in a scratch Python environment
	@scripts/goldens/make

docs: ## build the reference documentation, warnings as errors
	@mkdir -p .build/symbol-graphs .build/documentation
	@swift build -c release --product selkie \
		-Xswiftc -emit-symbol-graph -Xswiftc -emit-symbol-graph-dir -Xswiftc .build/symbol-graphs
	@for catalog in Sources/*/*.docc; do [ -d "$$catalog" ] || continue; \
		name=$$(basename "$$catalog" .docc); graphs=".build/symbol-graphs/only-$$name"; \
		mkdir -p "$$graphs"; cp .build/symbol-graphs/"$$name"*.symbols.json "$$graphs"/; \
		docc convert "$$catalog" --additional-symbol-graph-dir "$$graphs" --warnings-as-errors \
			--output-path ".build/documentation/$$name"; echo "Wrote .build/documentation/$$name."; done

clean: ## remove everything that was built
	@rm -rf .build .build-dist .build-root dist
	@echo 'Removed what was built.'
