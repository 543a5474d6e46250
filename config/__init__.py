"""The project: settings, routes, the composition of the apps. Nothing in `apps` imports it.

It imports nothing here: `manage.py` reads `config.bootstrap` before any package is installed.
"""
