"""Rows that are written once: our code refuses to change them (`rows`), and so does the database (`guards`)."""
