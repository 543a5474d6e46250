#!/usr/bin/env python3
"""Django's command line; `up` and `test` first make sure of their own environment."""

import os
import sys

from config import bootstrap


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    bootstrap.prepare(sys.argv)

    from django.conf import settings
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line

    try:
        _ = settings.INSTALLED_APPS
    except ImproperlyConfigured as error:
        sys.exit("A setting is wrong. {}".format(error))
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
