# Shortcuts for work on the code; .ci/run does all of it from nothing.
.PHONY: check test docs site pictures reliability ci

check:
	ruff check .
	ruff format --check .
	mypy

test:
	pytest -q

docs:
	python docs/generate.py
	python docs/limits.py

site:
	NO_MKDOCS_2_WARNING=1 mkdocs build --strict

pictures:
	python docs/pictures.py

reliability:
	python docs/reliability.py

ci:
	bash .ci/run
