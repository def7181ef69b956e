from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from signalpost.events import log
from signalpost.kernel import web_address, zones
from signalpost.kernel.actor import Actor
from signalpost.kernel.changes import assign
from signalpost.kernel.errors import Invalid
from signalpost.kernel.precondition import Precondition, always
from signalpost.kernel.prepared import Prepared
from signalpost.kernel.sealing import Unreadable, seal, unseal
from signalpost.kernel.text import checked, checked_email
from signalpost.kernel.unset import UNSET, Unset
from signalpost.site import readers
from signalpost.site.models import Audience, Mail, MailSecurity, Site, Subscribing

_row = Prepared(lambda: Site.objects.filter(pk=1))


def current() -> Site:
    """The settings; the defaults while nobody has set anything. SITE_URL wins over the row."""
    site = _row.first() or Site(pk=1)
    site.address = settings.SITE_URL or site.address
    return site


@transaction.atomic
def change(*, by: Actor, only_if: Precondition = always, **values: Any) -> Site:
    """Set some of the settings, named as on Site. The first time counts as the set-up."""
    site = Site.objects.select_for_update().filter(pk=1).first() or Site(pk=1)
    only_if()
    changed = assign(site, values)
    _check(site)
    if changed or not site.is_set_up:
        site.set_up_at = site.set_up_at or timezone.now()
        site.save()
        log.record("site.changed", site, by=by, changed=changed)
    return site


@transaction.atomic
def restrict(
    *,
    by: Actor,
    audience: Audience,
    password: str | Unset = UNSET,
    only_if: Precondition = always,
) -> Site:
    """Say who may read the page. A page password that is not given stays as it is."""
    site = Site.objects.select_for_update().filter(pk=1).first() or Site(pk=1)
    only_if()
    changed = assign(site, {"audience": audience})
    is_new = password is not UNSET and not readers.is_password(site, password)
    if password is not UNSET and is_new:
        site.page_password = readers.hashed(password)
    _check(site)
    if changed or is_new:
        site.save()
        log.record(
            "site.audience_changed",
            site,
            by=by,
            audience=audience,
            password_changed=is_new,
            changed=changed,
        )
    return site


def mail() -> Mail:
    """Which server takes our mail, as set here; the environment may say otherwise."""
    return Mail.objects.filter(pk=1).first() or Mail(pk=1)


@transaction.atomic
def change_mail(
    *,
    by: Actor,
    host: str,
    port: int,
    security: MailSecurity,
    username: str = "",
    password: str | Unset = UNSET,
    sender: str = "",
    only_if: Precondition = always,
) -> Mail:
    """Say which server takes our mail. A password that is not given stays as it is."""
    mail = Mail.objects.select_for_update().filter(pk=1).first() or Mail(pk=1)
    only_if()
    if not 1 <= port <= 65535:
        raise Invalid("A port is a number from 1 to 65535.", field="port")
    values = {
        "host": checked(host.strip(), field="host", limit=255),
        "port": port,
        "security": security,
        "username": checked(username.strip(), field="username", limit=255),
        "sender": checked_email(sender, field="sender") if sender.strip() else "",
    }
    changed = assign(mail, values)
    is_new = password is not UNSET and not _is_sealed_in(mail.password_sealed, password)
    if password is not UNSET and is_new:
        mail.password_sealed = seal(checked(password, field="password", limit=1000))
    if changed or is_new:
        mail.save()
        log.record(
            "site.mail_changed",
            mail,
            by=by,
            host=mail.host,
            port=port,
            security=security,
            password_changed=is_new,
            changed=changed,
        )
    return mail


def _is_sealed_in(sealed: str, text: str) -> bool:
    try:
        return unseal(sealed) == text
    except Unreadable:
        return False


def _check(site: Site) -> None:
    site.name = checked(site.name.strip(), field="name", limit=200, required=True)
    site.about = checked(site.about, field="about", limit=20_000)
    if site.time_zone not in zones.names():
        raise Invalid(f"There is no time zone “{site.time_zone}”.", field="time_zone")
    if site.language not in dict(settings.LANGUAGES):
        offered = ", ".join(dict(settings.LANGUAGES))
        raise Invalid(f"The languages are {offered}.", field="language")
    site.address = _checked_address(site.address.strip())
    for field in ("major_outage_threshold", "cachet_major_outage_rate"):
        if not 1 <= getattr(site, field) <= 100:
            raise Invalid("A share is between 1 and 100 per cent.", field=field)
    for field in ("performance_issues_weight", "partial_outage_weight", "major_outage_weight"):
        if not 0 <= getattr(site, field) <= 100:
            raise Invalid("A weight is between 0 and 100 per cent.", field=field)
    if site.audience not in Audience.values:
        raise Invalid("There is no such audience.", field="audience")
    if site.audience == Audience.PASSWORD and not site.page_password:
        raise Invalid("The page needs a password first.", field="password")
    if site.subscribing not in Subscribing.values:
        raise Invalid(
            "Subscribers are anybody, whom the team adds, or nobody.", field="subscribing"
        )
    if not 1 <= site.days_on_page <= 90:
        raise Invalid("Between 1 and 90 days fit on the page.", field="days_on_page")
    if wrong := sorted(origin for origin in site.origins if not _is_origin(origin)):
        raise Invalid(
            f"“{wrong[0][:100]}” is no origin like https://example.com.", field="allowed_origins"
        )


def _checked_address(address: str) -> str:
    try:
        return web_address.checked(address) if address else ""
    except ValueError as error:
        raise Invalid(str(error), field="address") from None


def _is_origin(text: str) -> bool:
    try:
        web_address.checked(text)
    except ValueError:
        return False
    return True
