from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from apps.errors import DomainError
from apps.matching.importing.models import defect_text
from apps.matching.importing.services import import_resumes


class Command(BaseCommand):
    help = "Imports résumés from JSON lines or CSV. Good rows go in, bad ones are named with line and reason."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--source", default="import", help="where the ids come from; ids are unique in a source")

    def handle(self, *args: Any, file: Path, source: str, **options: Any) -> None:
        try:
            run = import_resumes(content=file.read_bytes(), file_name=file.name, source=source)
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror}") from error
        except DomainError as error:
            raise CommandError(str(error)) from error
        for defect in run.defects.all():
            self.stderr.write(f"{file.name}:{defect.line}: {defect_text(defect)}")
        self.stdout.write(f"{run.created} new, {run.updated} changed, {run.unchanged} unchanged, {run.failed} refused")
