from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from apps.accounts.companies.services import company_named
from apps.errors import DomainError
from apps.matching.importing.models import defect_text
from apps.matching.importing.services import import_jobs


class Command(BaseCommand):
    help = "Imports job postings from JSON lines or CSV. Good rows go in, bad ones are named with line and reason."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--company", help="name of the company whose jobs these are, whatever the rows say")
        parser.add_argument("--source", default="import", help="where the ids come from; ids are unique in a source")

    def handle(self, *args: Any, file: Path, company: str | None, source: str, **options: Any) -> None:
        employer = company_named(company) if company else None
        try:
            run = import_jobs(content=file.read_bytes(), file_name=file.name, company=employer, source=source)
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror}") from error
        except DomainError as error:
            raise CommandError(str(error)) from error
        for defect in run.defects.all():
            self.stderr.write(f"{file.name}:{defect.line}: {defect_text(defect)}")
        self.stdout.write(f"{run.created} new, {run.updated} changed, {run.unchanged} unchanged, {run.failed} refused")
