"""Mail by SMTP: which server takes it, and what it said."""

from __future__ import annotations

import smtplib
import ssl
from contextlib import suppress
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, formataddr
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone
from django.utils.encoding import punycode

from signalpost.kernel.mail_server import MailServer
from signalpost.kernel.sealing import Unreadable, unseal
from signalpost.notifications.models import Delivery, Message
from signalpost.site import operations as site
from signalpost.site.models import MailSecurity, Site

#: How long a server may take to be there and greet us, in seconds.
_GREETS_WITHIN = 20.0
#: And to answer then: some look through a mail before they take it, and whoever gives up too soon
#: sends it twice.
_ANSWERS_WITHIN = 60.0


class SendFailed(Exception):
    """Why a message did not leave. `permanent`: another try would fail the same way."""

    def __init__(self, reason: str, *, permanent: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.permanent = permanent


class Unreachable(SendFailed):
    """The server takes no mail at all just now, whichever it is."""


def server() -> MailServer | None:
    """What the environment says, else what was set in the dashboard; None: no mail is sent."""
    if settings.MAIL_SERVER:
        named: MailServer = settings.MAIL_SERVER
        return named
    kept = site.mail()
    try:
        password = unseal(kept.password_sealed)
    except Unreadable:
        return None
    if not kept.host:
        return None
    return MailServer(kept.host, kept.port, kept.security, kept.username, password)


class Connection:
    """A conversation with the server, begun with the first message and again after a break."""

    def __init__(self, server: MailServer, here: Site) -> None:
        self._server = server
        self._here = here
        self._smtp: smtplib.SMTP | None = None

    def send(self, delivery: Delivery, message: Message) -> None:
        """SendFailed when the server does not take it.

        What it says of us, and not of this message, another setting can mend: never for good.
        """
        smtp = self._open()
        try:
            smtp.send_message(written(delivery, message, self._here))
        except smtplib.SMTPRecipientsRefused as error:
            code, reply = next(iter(error.recipients.values()))
            raise SendFailed(_said(code, reply), permanent=code >= 500) from None
        except smtplib.SMTPSenderRefused as error:
            self.close()
            raise SendFailed(_said(error.smtp_code, error.smtp_error)) from None
        except smtplib.SMTPResponseException as error:
            self.close()
            reason = _said(error.smtp_code, error.smtp_error)
            raise SendFailed(reason, permanent=error.smtp_code >= 500) from None
        except smtplib.SMTPNotSupportedError as error:
            raise SendFailed(str(error), permanent=True) from None
        except (smtplib.SMTPException, OSError) as error:
            self.close()
            raise SendFailed(self._trouble(error)) from None

    def close(self) -> None:
        if self._smtp:
            with suppress(smtplib.SMTPException, OSError):
                self._smtp.quit()
        self._smtp = None

    def _open(self) -> smtplib.SMTP:
        if self._smtp is None:
            if not f"{self._server.username}{self._server.password}".isascii():
                raise Unreachable("Only ASCII letters can be sent as user name and password.")
            try:
                self._smtp = _connected(self._server)
            except smtplib.SMTPResponseException as error:
                raise Unreachable(_said(error.smtp_code, error.smtp_error)) from None
            except (smtplib.SMTPException, OSError) as error:
                raise Unreachable(self._trouble(error)) from None
        return self._smtp

    def _trouble(self, error: Exception) -> str:
        return f"{self._server.host}: {error}"


def written(delivery: Delivery, message: Message, here: Site) -> EmailMessage:
    """The message as it goes over the wire; the same id at each try, so that twice can be told."""
    sender = _in_ascii(sender_of(here))
    mail = EmailMessage(policy=SMTP)
    mail["From"] = formataddr((here.name, sender))
    mail["To"] = _in_ascii(delivery.address)
    mail["Subject"] = message.subject
    mail["Date"] = format_datetime(timezone.now())
    made = int(delivery.created_at.timestamp())
    mail["Message-ID"] = f"<delivery-{delivery.pk}-{made}@{sender.rpartition('@')[2]}>"
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(message.text)
    if message.html:
        mail.add_alternative(message.html, subtype="html")
    return mail


def sender_of(here: Site) -> str:
    host = urlsplit(here.address).hostname or "localhost"
    return settings.MAIL_FROM or site.mail().sender or f"status@{host}"


def _in_ascii(address: str) -> str:
    """With its host as every server knows it: few take addresses in letters beyond those."""
    name, at, host = address.rpartition("@")
    return name + at + punycode(host)


def _connected(server: MailServer) -> smtplib.SMTP:
    context = ssl.create_default_context()
    smtp: smtplib.SMTP
    if server.security == MailSecurity.TLS:
        smtp = smtplib.SMTP_SSL(server.host, server.port, timeout=_GREETS_WITHIN, context=context)
    else:
        smtp = smtplib.SMTP(server.host, server.port, timeout=_GREETS_WITHIN)
    if smtp.sock:
        smtp.sock.settimeout(_ANSWERS_WITHIN)
    try:
        if server.security == MailSecurity.STARTTLS:
            smtp.starttls(context=context)
        if server.username:
            smtp.login(server.username, server.password)
    except (smtplib.SMTPException, OSError):
        smtp.close()
        raise
    return smtp


def _said(code: int, reply: bytes | str) -> str:
    text = reply.decode("utf-8", "replace") if isinstance(reply, bytes) else reply
    return f"{code} {text}"
