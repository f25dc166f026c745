# Shortcuts for work on the code; .ci/run does all of it from nothing.
.PHONY: check test docs pictures ci

check:
	ruff check .
	ruff format --check .
	mypy

test:
	pytest -q

docs:
	python docs/generate.py

pictures:
	python docs/pictures.py

ci:
	bash .ci/run
