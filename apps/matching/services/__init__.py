"""Writes of matching, by what they are about."""

from apps.matching.services.skills import load_skills, resolve_skills

__all__ = ["load_skills", "resolve_skills"]
