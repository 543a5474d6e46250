"""`manage.py learn`: learns the small models of texts anew, after a change of the lists that they learn from."""

from typing import Any

from django.core.management.base import BaseCommand

import apps.language.lessons  # noqa: F401  registers what the language package learns
from apps.language.learning import lessons
from apps.rooms import import_from_rooms


class Command(BaseCommand):
    help = "Learns the small models of texts anew and writes their weights beside the lists of examples."
    requires_system_checks: Any = []

    def handle(self, *args: Any, **options: Any) -> None:
        import_from_rooms("lessons")
        for lesson in lessons().values():
            lesson.write()
            self.stdout.write(f"{lesson.name}: {lesson.path.stat().st_size // 1024} KiB")
