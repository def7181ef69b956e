"""Incidents as clients write them."""

from __future__ import annotations

DOWN = {"name": "Down", "message": "We look.", "status": 1}
