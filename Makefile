# Everything that one does with this checkout. `make demo` and `make test` are all that is needed;
# they set up what they need. PYTHON names another Python than python3, PORT another port than 8000.
PYTHON ?= python3
export PORT

VENV := .venv
BIN := $(VENV)/bin
PO := $(wildcard locale/*/LC_MESSAGES/django.po)
MO := $(PO:.po=.mo)

.DEFAULT_GOAL := help
.PHONY: help install install-dev demo demo-reset

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

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Python 3.11 or newer is needed; $(PYTHON) is older or missing. Try: make PYTHON=python3.12 …"; exit 1; }
	@echo "Making $(VENV) …"
	@$(PYTHON) -m venv $(VENV) || \
		{ rm -rf $(VENV); echo "Python's venv is missing (on Debian: apt install python3-venv)."; exit 1; }
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements-installer.txt || true

# The locked packages; uv is fast, and pip does the same where uv cannot (another index, another machine).
define install_locked
@echo "Installing $(1) …"
@$(BIN)/uv pip install -q --python $(BIN)/python --compile-bytecode --require-hashes -r $(1) 2>$(VENV)/uv.log || \
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r $(1)
endef

$(VENV)/.installed: requirements.txt | $(BIN)/python
	$(call install_locked,requirements.txt)
	@echo "$(CURDIR)" > "$$($(BIN)/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')/talkoot.pth"
	@printf '#!/bin/sh\nexec "$$(dirname "$$0")/python" -P -m talkoot "$$@"\n' > $(BIN)/talkoot
	@chmod +x $(BIN)/talkoot
	@$(BIN)/python -m compileall -q talkoot
	@touch $@

$(VENV)/.installed-dev: requirements-dev.txt $(VENV)/.installed
	$(call install_locked,requirements-dev.txt)
	@touch $@

$(MO) &: $(PO) $(VENV)/.installed
	@$(BIN)/python -m talkoot.kit.messages compile
