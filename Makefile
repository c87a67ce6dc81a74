# Everything that one does with this checkout. `make demo` and `make test` are all that is needed;
# they set up what they need. PYTHON names another Python than python3, PORT another port than 8000.
export PORT

# As root the system's own Python, where there is one: the account that then serves can run it too.
ifeq ($(origin PYTHON),undefined)
PYTHON := $(shell [ "$$(id -u)" = 0 ] && /usr/bin/python3 -c \
	'import sys, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo /usr/bin/python3 || echo python3)
endif

VENV := .venv
BIN := $(VENV)/bin
PO := $(wildcard locale/*/LC_MESSAGES/django.po)
MO := $(PO:.po=.mo)

.DEFAULT_GOAL := help
.PHONY: help install install-dev demo demo-reset check test bench messages format chromium

help: ## This list
	@awk -F ': .*## ' '/^[a-z-]+:.*## / {printf "make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

# --- running -----------------------------------------------------------------------------------
demo: install ## The demonstration on http://127.0.0.1:8000; a second run keeps what was edited
	@$(BIN)/talkoot demo

demo-reset: install ## The demonstration from the beginning: what was edited is gone
	@$(BIN)/talkoot demo-reset

# --- setting up ----------------------------------------------------------------------------------
install: $(VENV)/.installed $(MO) ## What running needs: .venv, the locked packages, the messages

install-dev: $(VENV)/.installed-dev $(MO) ## … and what checking and testing need

$(VENV)/.made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Python 3.11 or newer is needed; $(PYTHON) is older or missing. Try: make PYTHON=python3.12 …"; exit 1; }
	@echo "Making $(VENV) …"
	@rm -rf $(VENV)
	@$(PYTHON) -m venv $(VENV) || \
		{ rm -rf $(VENV); echo "Python's venv is missing (on Debian: apt install python3-venv)."; exit 1; }
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements-installer.txt || true
	@touch $@

# The locked packages; uv is fast, and pip does the same where uv cannot (another index, another machine).
define install_locked
@echo "Installing $(1) …"
@$(BIN)/uv pip install -q --python $(BIN)/python --compile-bytecode --require-hashes -r $(1) 2>$(VENV)/uv.log || \
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r $(1)
endef

$(VENV)/.installed: requirements.txt | $(VENV)/.made
	$(call install_locked,requirements.txt)
	@echo "$(CURDIR)" > "$$($(BIN)/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')/talkoot.pth"
	@printf '#!/bin/sh\nexec "$$(dirname "$$0")/python" -P -m talkoot "$$@"\n' > $(BIN)/talkoot
	@chmod +x $(BIN)/talkoot
	@$(BIN)/python -m compileall -q talkoot
	@touch $@

$(VENV)/.installed-dev: requirements-dev.txt $(VENV)/.installed
	$(call install_locked,requirements-dev.txt)
	@touch $@

locale/%.mo: locale/%.po $(VENV)/.installed
	@$(BIN)/python -m talkoot.kit.messages compile

# --- checking and testing ---------------------------------------------------------------------------
TEMPLATES = $$(find talkoot -path '*/templates/*' -name '*.html')

check: install-dev ## Format, lint, types, the order of floors and rooms, templates, migrations, messages
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/djade --check --target-version 5.2 $(TEMPLATES)
	$(BIN)/lint-imports --no-cache
	$(BIN)/mypy
	$(BIN)/python manage.py makemigrations --check --dry-run
	$(BIN)/python -m talkoot.kit.messages check

# ARGS narrows or widens: make test ARGS="talkoot/projects -x". Two processes, each with a database
# and a browser of its own, take half the time; JOBS=0 runs all in one.
JOBS ?= 2
test: install-dev chromium ## Every test, in a real browser too
	$(BIN)/python -m pytest --numprocesses $(JOBS) --dist loadfile $(ARGS)

# Without it the tests that need a browser are skipped, and the closing summary says so loudly.
chromium:
	@command -v chromium >/dev/null || command -v chromium-browser >/dev/null || [ "$$(id -u)" != 0 ] || \
		{ echo "Installing Chromium with apt …"; apt-get update -q && apt-get install -y -q chromium; } || true

# NAME chooses one: make bench NAME=pages
bench: install-dev ## All benchmarks, or one with NAME=…; the last line of each is one JSON object
	@for name in $(or $(NAME),$(patsubst benchmarks/%.py,%,$(filter-out benchmarks/__init__.py benchmarks/ground.py,$(wildcard benchmarks/*.py)))); do \
		$(BIN)/python -m benchmarks.$$name || exit 1; \
	done

messages: install-dev ## Adds new messages to locale/, takes away those no longer shown, compiles
	$(BIN)/python -m talkoot.kit.messages update
	$(BIN)/python -m talkoot.kit.messages compile

format: install-dev ## Formats Python and templates, and mends what the linter can
	$(BIN)/ruff check --fix-only -q .
	$(BIN)/ruff format .
	$(BIN)/djade --target-version 5.2 $(TEMPLATES)
