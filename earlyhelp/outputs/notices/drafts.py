"""Which files does the notice to one partner consist of?"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Final

import attrs

from earlyhelp.outputs.notices.letters import NOTICE, Letter
from earlyhelp.outputs.notices.mail import NotAMailboxError, address, draft
from earlyhelp.outputs.notices.stays import STAY
from earlyhelp.outputs.notices.templates import Templates, wrapped
from earlyhelp.outputs.notices.word import document
from earlyhelp.outputs.word import NoWordError

_ENDINGS: Final = ("txt", "html", "docx", "eml")
#: The files of a draft of each letter, besides its calendar.
NAMES: Final = {form: tuple(f"{form}.{ending}" for ending in _ENDINGS) for form in (NOTICE, STAY)}


@attrs.frozen(kw_only=True)
class Draft:
    """The files of one notice by their names, and why any of them is not among them."""

    letter: Letter
    files: Mapping[str, bytes]
    no_mail: str | None = None
    has_word: bool = True


def drafted(
    letter: Letter, templates: Templates, calendar: bytes | None, moment: datetime
) -> Draft:
    """The files of a notice; `moment` is the one at which the plan was last changed.

    `calendar` is the file to attach; ``None`` where no day of the partner is known. Raises
    :class:`~earlyhelp.errors.UnusableTemplateError`.
    """
    says = letter.says if calendar is not None else {**letter.says, "calendar": ""}
    form = letter.form
    text, page = templates.text(says, form), templates.page(says, form)
    plain = wrapped(text)
    as_text, as_page, as_word, as_mail = NAMES[form]
    files = {as_text: plain.encode(), as_page: page.encode()}
    has_word, no_mail = True, None
    organisation = str(letter.says["organisation"])
    try:
        files[as_word] = document(text, title=letter.subject, author=organisation, moment=moment)
    except NoWordError:
        has_word = False
    try:
        to = address(letter)
        if to is None:
            no_mail = f"no mailbox: {letter.partner}"
        else:
            files[as_mail] = draft(
                letter, to, text=plain, page=page, calendar=calendar, moment=moment
            )
    except NotAMailboxError as error:
        no_mail = str(error)
    if calendar is not None:
        files[letter.calendar] = calendar
    return Draft(letter=letter, files=files, no_mail=no_mail, has_word=has_word)
