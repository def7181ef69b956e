from __future__ import annotations

from zoneinfo import ZoneInfo

from django.db import models

from signalpost.kernel.languages import SOURCE


class Theme(models.TextChoices):
    """What visitors see until they choose for themselves."""

    SYSTEM = "system", "As their system"
    LIGHT = "light", "Light"
    DARK = "dark", "Dark"


class File(models.Model):
    """A picture of the page, kept here so that every machine has it; its digest is its name."""

    digest = models.CharField(max_length=32, primary_key=True)
    media_type = models.CharField(max_length=40)
    content = models.BinaryField()
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()

    def __str__(self) -> str:
        return self.digest


class Branding(models.Model):
    """How the page looks: one row, apart from Site, which every request reads."""

    theme = models.CharField(max_length=10, choices=Theme.choices, default=Theme.SYSTEM)
    accent = models.CharField(max_length=7, blank=True)
    grey_hue = models.PositiveSmallIntegerField(default=260)
    #: How much of that hue the greys have, in per cent of the usual.
    grey_tint = models.PositiveSmallIntegerField(default=100)
    logo = models.ForeignKey(File, models.PROTECT, null=True, related_name="+")
    logo_on_dark = models.ForeignKey(File, models.PROTECT, null=True, related_name="+")
    #: In browser tabs, in place of the icons of the states.
    icon = models.ForeignKey(File, models.PROTECT, null=True, related_name="+")
    custom_css = models.TextField(blank=True)
    header_html = models.TextField(blank=True)
    footer_html = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(pk=1), name="branding_is_one_row"),
        ]

    def __str__(self) -> str:
        return "Branding"


class MailSecurity(models.TextChoices):
    STARTTLS = "starttls", "STARTTLS (usual with port 587)"
    TLS = "tls", "TLS (usual with port 465)"
    NONE = "none", "None"


class Mail(models.Model):
    """Which server takes our mail: one row, apart from Site, which every request reads."""

    host = models.CharField(max_length=255, blank=True)
    port = models.PositiveIntegerField(default=587)
    security = models.CharField(
        max_length=10, choices=MailSecurity.choices, default=MailSecurity.STARTTLS
    )
    username = models.CharField(max_length=255, blank=True)
    password_sealed = models.TextField(blank=True)
    sender = models.EmailField(max_length=254, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(pk=1), name="mail_is_one_row"),
        ]

    def __str__(self) -> str:
        return self.host


class Audience(models.TextChoices):
    """Who may read the page. The team always may, signed in or with a key."""

    EVERYBODY = "everybody", "Everybody"
    TEAM = "team", "The team alone"
    PASSWORD = "password", "The team, and whoever has the page’s password"


class Subscribing(models.TextChoices):
    """Who may become a subscriber. Those who are one already stay."""

    ANYBODY = "anybody", "Anybody"
    TEAM = "team", "Whom the team adds"
    NOBODY = "nobody", "Nobody"


class Site(models.Model):
    """The settings of this installation: one row, made at set-up."""

    name = models.CharField(max_length=200, default="Status")
    about = models.TextField(blank=True)
    address = models.URLField(max_length=500, blank=True)
    time_zone = models.CharField(max_length=64, default="UTC")
    #: What visitors read whose own language is not offered, or all of them if it is fixed.
    language = models.CharField(max_length=16, default=SOURCE)
    language_is_fixed = models.BooleanField(default=False)
    major_outage_threshold = models.PositiveSmallIntegerField(default=25)
    cachet_major_outage_rate = models.PositiveSmallIntegerField(default=50)
    days_on_page = models.PositiveSmallIntegerField(default=7)
    #: How much of the time in that status counts as downtime, in per cent.
    performance_issues_weight = models.PositiveSmallIntegerField(default=0)
    partial_outage_weight = models.PositiveSmallIntegerField(default=30)
    major_outage_weight = models.PositiveSmallIntegerField(default=100)
    maintenance_is_downtime = models.BooleanField(default=False)
    always_authenticate = models.BooleanField(default=False)
    audience = models.CharField(max_length=10, choices=Audience.choices, default=Audience.EVERYBODY)
    #: A hash. It opens the page alone, and only while the audience says so.
    page_password = models.CharField(max_length=200, blank=True)
    subscribing = models.CharField(
        max_length=10, choices=Subscribing.choices, default=Subscribing.ANYBODY
    )
    allowed_origins = models.TextField(blank=True)
    demands_second_factor = models.BooleanField(default=False)
    set_up_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(pk=1), name="site_is_one_row"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_set_up(self) -> bool:
        return self.set_up_at is not None

    @property
    def is_private(self) -> bool:
        """Then nothing of it may be kept by caches, or published."""
        return self.audience != Audience.EVERYBODY

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    @property
    def origins(self) -> frozenset[str]:
        """Origins that browsers may call the API from; empty means any."""
        listed = self.allowed_origins.replace(",", " ").split()
        return frozenset(origin.rstrip("/").lower() for origin in listed)
