"""Résumé files: their text, and what it says."""
