"""Postings: written, opened, closed, found by words."""
