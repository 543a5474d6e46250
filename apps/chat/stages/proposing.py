"""How sure a reading must be before it is proposed."""

PROPOSED = 0.6
"""Least share, as the model estimates it. Nothing is moved by a reading of texts alone: a person accepts it."""
