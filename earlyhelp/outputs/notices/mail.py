"""How does a letter become a mail that a person opens, reads and sends?

A draft: nobody is named as its sender, one role's mailbox is its only recipient, and the
calendar is an attachment and no invitation. The same letter is the same bytes, so nothing
in it is drawn or taken from the clock.
"""

from __future__ import annotations

import hashlib
import uuid
from datetime import datetime
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from typing import Final

from earlyhelp.errors import EarlyhelpError
from earlyhelp.model.calendars import NAMESPACE
from earlyhelp.outputs.notices.letters import Letter
from earlyhelp.outputs.text import clipped

#: Where message ids come from: a name that is no one's (RFC 2606).
_NOWHERE: Final = "earlyhelp.invalid"


class NotAMailboxError(EarlyhelpError, ValueError):
    """A text is no address that a mail can be sent to."""


def address(letter: Letter) -> Address | None:
    """Whom a mail goes to; ``None`` where the partner has no mailbox.

    Raises :class:`NotAMailboxError` for what is no address, or has other than plain letters
    before its ``@``: not every server takes those (RFC 6531).
    """
    mailbox = letter.mailbox
    if not mailbox:
        return None
    try:
        parsed = Address(addr_spec=mailbox)
        plain = parsed.domain.encode("idna").decode()
        return Address(letter.name, parsed.username, plain)
    except (ValueError, IndexError, MessageError):  # IndexError: the parser on "a@"
        raise NotAMailboxError(
            f"the mailbox of {letter.partner} is no address: {clipped(mailbox, 80)}"
        ) from None


def draft(
    letter: Letter, to: Address, *, text: str, page: str, calendar: bytes | None, moment: datetime
) -> bytes:
    """The mail as an ``.eml`` file: text and HTML to choose from, and the calendar attached.

    `moment` is in UTC; `calendar` is attached byte for byte, where there is one.
    """
    told = f"{letter.subject}\x00{text}\x00{page}\x00".encode()
    mark = hashlib.sha256(told + (calendar or b"")).hexdigest()
    mail = EmailMessage(policy=SMTP)
    mail["To"] = to
    mail["Subject"] = letter.subject
    mail["Date"] = format_datetime(moment)
    mail["Message-ID"] = f"<{uuid.uuid5(NAMESPACE, f'{letter.partner}/{mark}')}@{_NOWHERE}>"
    mail["X-Unsent"] = "1"
    mail.set_content(text, cte="quoted-printable")
    mail.add_alternative(page, subtype="html", cte="quoted-printable")
    if calendar is not None:
        mail.add_attachment(
            calendar,
            maintype="text",
            subtype="calendar",
            cte="base64",
            filename=letter.calendar,
            params={"charset": "utf-8", "name": letter.calendar},
        )
    mail["Content-Language"] = "en-GB"
    # neither quoted-printable nor base64 can have "=_" in it (RFC 2045 6.7)
    for number, part in enumerate(part for part in mail.walk() if part.is_multipart()):
        part.set_boundary(f"=_{mark[:32]}_{number}")
    return mail.as_bytes()
