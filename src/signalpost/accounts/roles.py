from __future__ import annotations

from django.db import models


class Role(models.TextChoices):
    ADMIN = "admin", "Admin"
    MEMBER = "member", "Member"
    VIEWER = "viewer", "Viewer"


class Scope(models.TextChoices):
    """What a token may at most, whatever its person may."""

    WRITE = "write", "Read and write"
    READ = "read", "Read only"
    METRICS = "metrics", "Metric points only"
