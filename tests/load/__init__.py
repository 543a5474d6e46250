"""The product's own benchmark of the live send path; `manage.py bench` runs it. It needs no test package."""
