"""Who may change a preset."""

from apps.accounts.models import User
from apps.chat.presets.models import Preset

SHARED = (Preset.Scope.TEAM, Preset.Scope.JOB)
"""Everybody's in the company."""


def may_change(by: User, preset: Preset) -> bool:
    """One's own; a team's preset may be changed by everybody in the team."""
    if preset.scope in SHARED:
        return by.company_id is not None and preset.company_id == by.company_id
    return preset.scope == Preset.Scope.PERSONAL and preset.owner_id == by.pk
