"""`manage.py evaluate NAME FILE.jsonl`: measures a text feature on rows whose right answers are known."""

import json
from argparse import RawDescriptionHelpFormatter
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

import apps.language.evaluations  # noqa: F401  registers what the language package measures
from apps.language.evaluation import UnusableRows, evaluate, evaluations, plain, read_rows, table
from apps.rooms import import_from_rooms


class Command(BaseCommand):
    help = "Measures a text feature on rows with known answers, one JSON object a line. Writes nothing to the database."
    requires_system_checks: Any = []

    def add_arguments(self, parser: CommandParser) -> None:
        import_from_rooms("evaluations")
        known = evaluations()
        parser.formatter_class = RawDescriptionHelpFormatter
        parser.epilog = "\n".join(["names and rows:", *(f"  {one.name:<12} {one.help}" for one in known.values())])
        parser.add_argument("name", choices=sorted(known))
        parser.add_argument("file", type=Path, metavar="FILE.jsonl")
        parser.add_argument("--json", type=Path, metavar="OUT.json", help="write the figures there")
        parser.add_argument("--rows", type=Path, metavar="OUT.jsonl", help="write each row with its prediction there")

    def handle(self, *args: Any, name: str, file: Path, **options: Any) -> None:
        evaluation = evaluations()[name]
        try:
            rows = read_rows(evaluation, file)
        except (OSError, UnicodeDecodeError, UnusableRows) as error:
            raise CommandError(f"{file}: {error}") from error
        try:
            figures, judged = evaluate(evaluation, rows)
        except UnusableRows as error:
            raise CommandError(f"{file}: {error}") from error
        for line in table(figures):
            self.stdout.write(line)
        if path := options["json"]:
            path.write_text(json.dumps(plain(figures), indent=2) + "\n", encoding="utf-8")
        if path := options["rows"]:
            lines = (json.dumps(row | {"predicted": said}, ensure_ascii=False) for row, said in judged)
            path.write_text("\n".join(lines) + "\n", encoding="utf-8")
