"""Has everything on the site a name that a screen reader can say?

MkDocs calls it (`hooks` in mkdocs.yml). The theme's search is a dialog without one (WCAG 4.1.2).
"""

from __future__ import annotations

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.pages import Page

SEARCH = '<div class="md-search" data-md-component="search" role="dialog"'


def on_post_page(output: str, *, page: Page, config: MkDocsConfig) -> str:  # noqa: ARG001 - MkDocs calls it so
    """Give the search its name."""
    return output.replace(f"{SEARCH}>", f'{SEARCH} aria-label="Search">')
