"""Who may be placed where, what a team needs so that nobody is alone, and what waits on whom."""

from __future__ import annotations
