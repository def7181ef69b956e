"""The sentences that visitors read about the whole, the same on the page, in mails and feeds."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, pgettext_lazy

from signalpost.components.statuses import ComponentStatus
from signalpost.overview.rules import Level

#: What the banner says.
HEADLINES: dict[Level, str | Promise] = {
    Level.OPERATIONAL: gettext_lazy("All systems operational"),
    Level.UNDER_MAINTENANCE: gettext_lazy("Maintenance in progress"),
    Level.DEGRADED: gettext_lazy("Some of our systems have problems"),
    Level.PARTIAL_OUTAGE: gettext_lazy("Some of our systems are having an outage"),
    Level.MAJOR_OUTAGE: gettext_lazy("Our systems are having a major outage"),
}

#: The same in two words, for titles and badges.
BRIEFLY: dict[Level, str | Promise] = {level: ComponentStatus(level.value).label for level in Level}

#: A component's status in the middle of a sentence: “Checkout: partial outage, for 38 min”.
IN_A_SENTENCE: dict[ComponentStatus, str | Promise] = {
    ComponentStatus.OPERATIONAL: pgettext_lazy("in a sentence", "operational"),
    ComponentStatus.UNKNOWN: pgettext_lazy("in a sentence", "unknown"),
    ComponentStatus.UNDER_MAINTENANCE: pgettext_lazy("in a sentence", "under maintenance"),
    ComponentStatus.PERFORMANCE_ISSUES: pgettext_lazy("in a sentence", "performance issues"),
    ComponentStatus.PARTIAL_OUTAGE: pgettext_lazy("in a sentence", "partial outage"),
    ComponentStatus.MAJOR_OUTAGE: pgettext_lazy("in a sentence", "major outage"),
}
