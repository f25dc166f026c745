"""Which pages of the site stand outside docs/, and where does a link to one of them lead?

MkDocs calls it (`hooks` in mkdocs.yml). A link is written once, as the repository has it, and leads
to the same file there and on the site: whatever a page links to outside docs/, and what that links
to in turn, stands on the site under project/.
"""

from __future__ import annotations

import os
import re
from pathlib import Path, PurePosixPath

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

ROOT = Path(__file__).parent.parent
#: Where the pages of docs/ are in the repository, and those of elsewhere on the site.
DOCS, ELSEWHERE = PurePosixPath("docs"), PurePosixPath("project")
#: A link or a picture with a relative address: what is before it, where it leads, and to which
#: heading there.
LINK = re.compile(r"(\]\()(?![a-z]+:|#|/)([^)#\s]+)(#[^)\s]*)?(?=\))")


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add every file outside docs/ that a page leads to."""
    pages = [DOCS / file.src_uri for file in files.documentation_pages()]
    seen = set(pages)
    while pages:
        page = pages.pop()
        for _, address, _ in LINK.findall((ROOT / page).read_text(encoding="utf-8")):
            target = _target(page, address)
            if target in seen or target.is_relative_to(DOCS):
                continue
            seen.add(target)
            source = ROOT / target
            if not source.is_file():
                raise PluginError(f"{page} leads to {address}, which is not there")
            files.append(File.generated(config, str(_on_site(target)), abs_src_path=str(source)))
            if target.suffix == ".md":
                pages.append(target)
    return files


def on_page_markdown(markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG001 - MkDocs calls it so
    """Let every link lead to where its file is on the site."""
    site = PurePosixPath(page.file.src_uri)
    inside = not site.is_relative_to(ELSEWHERE)
    here = DOCS / site if inside else site.relative_to(ELSEWHERE)

    def led(link: re.Match[str]) -> str:
        address = os.path.relpath(_on_site(_target(here, link[2])), site.parent)
        return f"{link[1]}{address}{link[3] or ''}"

    return LINK.sub(led, markdown)


def _target(page: PurePosixPath, address: str) -> PurePosixPath:
    """The file of the repository to which a page's address leads; of a folder, its README."""
    target = PurePosixPath(os.path.normpath(page.parent / address))
    return target / "README.md" if (ROOT / target).is_dir() else target


def _on_site(target: PurePosixPath) -> PurePosixPath:
    """Where a file of the repository stands on the site."""
    return target.relative_to(DOCS) if target.is_relative_to(DOCS) else ELSEWHERE / target
