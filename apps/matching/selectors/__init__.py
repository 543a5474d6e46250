"""Reads of matching, by what they are about."""

from apps.matching.selectors.skills import vocabulary

__all__ = ["vocabulary"]
