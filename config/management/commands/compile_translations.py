from typing import Any

from django.core.management.base import BaseCommand

from config.translations import compile_translations


class Command(BaseCommand):
    help = "Compiles the catalogues that have changed; `up` does it by itself, a production image needs it once."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        for path in compile_translations():
            self.stdout.write(str(path))
