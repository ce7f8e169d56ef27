# Tout se lance d'ici. « make help » dit quoi.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
MATRIX := .venv-matrix/.ready
COMPILE := $(BIN)/uv pip compile --quiet --python-version 3.11 --universal --generate-hashes \
	--no-emit-index-url --no-header --no-annotate
SOURCES := bot handlers storage digests tests

# Python keeps what it compiled: the tests start it dozens of times.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help install matrix run test lint format bench faults lock calendrier migration

help: ## Montre cette aide
	@sed -nE 's/^([a-z]+):.*## (.*)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 18

install: $(READY) ## Prépare tout dans .venv (Debian : apt install python3-venv make)
	@:

matrix: $(MATRIX) ## Ajoute, à part, ce qui essaie Matrix et Open311 pour de vrai
	@:

run: $(READY) ## Démarre ; sans CARNET_TELEGRAM_TOKEN, ouvre le terrain d'entraînement
	@echo "Démarrage (quelques secondes) …"
	@$(BIN)/carnet run

# Beside the tests, which wait now and then; what it says comes after what they say, whole.
test: $(READY) ## Vérifie tout : les tests et, à côté, style, types et architecture
	@said=$$(mktemp); $(MAKE) --no-print-directory lint >$$said 2>&1 & lint=$$!; \
	$(BIN)/python -m pytest -q -n 3 --dist worksteal; tests=$$?; \
	wait $$lint; style=$$?; cat $$said; rm -f $$said; \
	[ $$tests -eq 0 ] && [ $$style -eq 0 ]

lint: $(READY) ## Style, types et architecture seulement
	@$(BIN)/ruff check $(SOURCES)
	@$(BIN)/ruff format --check $(SOURCES)
	@$(BIN)/mypy
	@$(BIN)/lint-imports

format: $(READY) ## Met le code en forme
	@$(BIN)/ruff check --fix-only --select I $(SOURCES)
	@$(BIN)/ruff format $(SOURCES)

bench: $(READY) ## Mesure le débit, la latence et la mémoire
	@$(BIN)/python -m tests.bench

faults: $(READY) ## Éprouve chaque panne connue, sur les deux bases : vingt minutes (FAUTES="--kills all" : des heures)
	@$(BIN)/python -m tests.faults $(FAUTES)

lock: $(READY) ## Refait requirements/ d'après pyproject.toml (UPGRADE=--upgrade pour tout monter)
	$(COMPILE) $(UPGRADE) pyproject.toml --group dev -o requirements/dev.txt
	@# What runs is what was tested: the same versions, fewer packages.
	$(COMPILE) pyproject.toml --constraint requirements/dev.txt -o requirements/prod.txt
	@# Apart: what a homeserver needs chooses no version of ours.
	printf 'matrix-synapse\nmatrix-nio\ngeoreport\n' | $(COMPILE) $(UPGRADE) - -o requirements/matrix.txt
	echo uv | $(COMPILE) $(UPGRADE) - -o requirements/uv.txt

calendrier: $(READY) ## Refait la table des vacances scolaires et des jours fériés, d'après les bibliothèques
	$(BIN)/python -m tests.storage.almanach

migration: $(READY) ## Ébauche l'étape suivante de la base : make migration NOM=titre_de_l_etape
	$(BIN)/python -m storage.migrations $(NOM)
	$(BIN)/ruff format storage/migrations

# While it lasts, it says every few seconds that it goes on: silence would look like a breakdown.
define patiently
	( n=0; while sleep 5; do n=$$((n + 5)); echo "      toujours en cours ($$n s) …"; done ) & beat=$$!; \
	trap "kill $$beat 2>/dev/null" EXIT INT TERM; $(1)
endef

# An install that was interrupted left no $(READY): it begins again from nothing.
$(READY): requirements/uv.txt requirements/dev.txt pyproject.toml CHANGELOG.md
	@echo "Préparation, une fois pour toutes : une minute, selon le réseau."
	@echo "1/4   Un Python à part, dans $(VENV) …"
	@$(call patiently,$(PYTHON) -m venv $(if $(wildcard $@),,--clear) $(VENV)) \
		|| { echo "Il manque « python3-venv » : apt install python3-venv" >&2; exit 2; }
	@rm -f $@
	@echo "2/4   L'outil qui installe (uv) …"
	@$(call patiently,$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes \
		-r requirements/uv.txt)
	@echo "3/4   Les $$(grep -c '==' requirements/dev.txt) bibliothèques, téléchargées et vérifiées …"
	@$(call patiently,$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes \
		-r requirements/dev.txt)
	@echo "4/4   Carnet de rue lui-même …"
	@$(call patiently,$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps \
		--no-build-isolation -e .)
	@touch $@
	@echo "Prêt."

$(MATRIX): requirements/matrix.txt $(READY)
	@echo "Un vrai serveur Matrix, à part, dans .venv-matrix …"
	@$(call patiently,$(BIN)/uv venv --quiet --clear --python $(BIN)/python .venv-matrix)
	@$(call patiently,$(BIN)/uv pip install --quiet --python .venv-matrix/bin/python --require-hashes \
		-r requirements/matrix.txt)
	@touch $@
