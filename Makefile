# Everything that is done here, by name. Each target sets up what it needs, says what it does and how long it took.
SHELL := bash
PYTHON ?= $(shell command -v python3.11 || echo python3)
BIN := .venv/bin
# Each process has a stretch of the tests, so that what several tests of a module share is made once, and who is done first takes from the others.
PYTEST = $(BIN)/python -m pytest -n auto --dist worksteal
export NO_MKDOCS_2_WARNING := 1
.DEFAULT_GOAL := help
.PHONY: help site zensical serve check diff links test coverage browser accept bench growth lint format audit licences lock clean

# $(call timed,what is done,commands)
define timed
	@echo "==> $(1)"; SECONDS=0; { $(2); } && echo "==> $(1): done in $$SECONDS s"
endef

help: ## Say what can be done
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /make \1	/' | expand -t 16

site: .venv/ready ## Check the records and build the site into site/ (BUILDER=mkdocs for the same by MkDocs' own loop)
	$(call timed,Building the site into site/,$(if $(filter mkdocs,$(BUILDER)),$(BIN)/mkdocs build --strict --quiet,$(BIN)/python -m build_tools site))

zensical: .venv/ready ## Build the same site with Zensical, the successor of Material for MkDocs
	$(call timed,Building the site with Zensical into site/,$(BIN)/python -m build_tools build && SITE_DIR=.built/zensical $(BIN)/zensical build --clean && $(BIN)/python -m build_tools build --publish .built/zensical)

serve: .venv/ready ## Preview at http://127.0.0.1:8000, following every change
	@$(BIN)/python -m build_tools serve

check: .venv/ready ## Check the records; writes nothing (BASE=main tells only of what changed since; FORMAT=github for annotations)
	@$(BIN)/python -m build_tools check $(if $(FORMAT),--format '$(FORMAT)') $(if $(BASE),--changed '$(BASE)')

diff: .venv/ready ## Tell what the changes since BASE (main) do to the site (FORMAT=markdown or json)
	@$(BIN)/python -m build_tools diff $(if $(FORMAT),--format '$(FORMAT)') '$(or $(BASE),main)'

links: .venv/ready ## Check every link, anchor, footnote and file of the site built into site/
	@$(BIN)/python -m build_tools links --internal

test: .venv/ready ## Run the tests
	$(call timed,Testing,$(PYTEST))

coverage: .venv/ready ## Run the tests, and say which lines of the tools none of them reaches
	$(call timed,Testing with coverage,$(PYTEST) --cov)

browser: .venv/ready .ci/node_modules/ready ## Test the built site in Chromium, where that is installed, and the validity of its HTML
	$(call timed,Testing in Chromium,$(PYTEST) -m browser)

accept: .venv/ready ## Accept the pages of the little corpus as they are now; look at the difference with git
	$(call timed,Accepting the expected pages,$(BIN)/python -m pytest tests/test_expected.py --accept)

bench: .venv/ready tests/bench/node_modules/ready tests/bench/.peers/ready ## Measure every stage, other builders beside it, verification, exports and pages (SIZES="100 1000 10000 100000" PEERS="1000 10000" SEED=0 PROPORTIONS="--figures 2")
	$(call timed,Measuring stages and other builders,$(BIN)/python -m tests.bench.scale --sizes $(or $(SIZES),100 1000 10000) --peers $(or $(PEERS),1000 10000) --seed $(or $(SEED),0) $(PROPORTIONS))
	$(call timed,Measuring verification,$(BIN)/python -m tests.bench.verify)
	$(call timed,Measuring exports,$(BIN)/python -m tests.bench.exports)
	$(call timed,Measuring pages,$(BIN)/python -m tests.bench.weight)

growth: .venv/ready ## Check that no stage costs more than it did, beside work of others, or grows faster than the records
	$(call timed,Checking what the stages cost,$(BIN)/python -m tests.bench.check)

lint: .venv/ready ## Check style and types
	$(call timed,Linting,$(BIN)/ruff check && $(BIN)/ruff format --check && $(BIN)/mypy)

format: .venv/ready ## Put the code into the style that lint asks for
	$(call timed,Formatting,$(BIN)/ruff check --fix && $(BIN)/ruff format)

audit: .venv/ready .ci/node_modules/ready tests/bench/node_modules/ready ## Ask whether a dependency has a known vulnerability, and whether npm's packages are signed; no answer is a failure
	$(call timed,Auditing what comes from PyPI,$(BIN)/pip-audit --strict --disable-pip --require-hashes --progress-spinner off -r requirements.lock -r tests/bench/peers.lock)
	$(call timed,Auditing what comes from npm,for folder in .ci tests/bench; do PATH="$(CURDIR)/$(BIN):$$PATH" npm audit --prefix $$folder && PATH="$(CURDIR)/$(BIN):$$PATH" npm audit signatures --prefix $$folder || exit 1; done)

licences: .venv/ready ## Check that every dependency is under a licence that pyproject.toml allows
	$(call timed,Checking licences,$(BIN)/pip-licenses --from=mixed --format=csv > /dev/null)

lock: .venv/ready ## Resolve the dependencies of pyproject.toml anew into requirements.lock, and those of the bench
	$(call timed,Locking,$(BIN)/pip install --quiet uv && $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --extra dev --generate-hashes --no-emit-index-url pyproject.toml -o requirements.lock && $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url tests/bench/peers.in -o tests/bench/peers.lock)

clean: ## Remove what was set up and built
	rm -rf .venv site .ci/node_modules tests/bench/node_modules tests/bench/.peers .cache .coverage .mypy_cache .pytest_cache .ruff_cache .hypothesis

.venv/ready: requirements.lock
	$(call timed,Setting up .venv,$(PYTHON) -m venv .venv && $(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock && touch $@)

tests/bench/.peers/ready: tests/bench/peers.lock
	$(call timed,Setting up the builders that the bench compares with,$(PYTHON) -m venv tests/bench/.peers && tests/bench/.peers/bin/pip install --quiet --disable-pip-version-check --require-hashes -r tests/bench/peers.lock && touch $@)

%/node_modules/ready: %/package-lock.json .venv/ready
	$(call timed,Setting up $*/node_modules,PATH="$(CURDIR)/$(BIN):$$PATH" npm ci --prefix $* --silent --no-fund --no-audit && touch $@)
