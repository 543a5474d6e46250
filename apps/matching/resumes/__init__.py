"""Résumés: one's own, its file, and who may see what of it."""
