"""`manage.py evaluate NAME FILE.jsonl`: measures a text feature on rows whose right answers are known,
and what simulates by itself."""

import json
from argparse import RawDescriptionHelpFormatter
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

import apps.language.evaluations  # noqa: F401  registers what the language package measures
from apps.language.evaluation import (
    Evaluation,
    Figures,
    Row,
    Simulation,
    UnusableRows,
    evaluate,
    evaluations,
    plain,
    read_rows,
    simulations,
    table,
)
from apps.rooms import import_from_rooms


class Command(BaseCommand):
    help = "Measures a text feature on rows with known answers, one JSON object a line. Writes nothing to the database."
    requires_system_checks: Any = []

    def add_arguments(self, parser: CommandParser) -> None:
        import_from_rooms("evaluations")
        known: dict[str, Evaluation | Simulation] = {**evaluations(), **simulations()}
        parser.formatter_class = RawDescriptionHelpFormatter
        parser.epilog = "\n".join(["names and rows:", *(f"  {name:<12} {known[name].help}" for name in known)])
        parser.add_argument("name", choices=sorted(known))
        parser.add_argument("file", type=Path, metavar="FILE.jsonl", nargs="?", help="not for what simulates")
        parser.add_argument("--json", type=Path, metavar="OUT.json", help="write the figures there")
        parser.add_argument("--topics", type=Path, metavar="MAP.json", help="for assistant: {topic: [articles]}")
        parser.add_argument("--rows", type=Path, metavar="OUT.jsonl", help="write each row with its prediction there")

    def handle(self, *args: Any, name: str, file: Path | None, **options: Any) -> None:
        if name in simulations():
            figures, lines = self._simulated(name, file)
        else:
            figures, lines = self._evaluated(name, file, options["topics"])
        for line in table(figures):
            self.stdout.write(line)
        if path := options["json"]:
            path.write_text(json.dumps(plain(figures), indent=2) + "\n", encoding="utf-8")
        if path := options["rows"]:
            path.write_text("\n".join(lines) + "\n", encoding="utf-8")

    def _simulated(self, name: str, file: Path | None) -> tuple[Figures, list[str]]:
        if file is not None:
            raise CommandError(f"{name} takes no file: it simulates.")
        return simulations()[name].run(), []

    def _evaluated(self, name: str, file: Path | None, topics: Path | None) -> tuple[Figures, list[str]]:
        if file is None:
            raise CommandError(f"{name} needs a FILE.jsonl.")
        try:
            rows = read_rows(evaluations()[name], file)
            if topics is not None:
                rows = with_topics(rows, topics)
            figures, judged = evaluate(evaluations()[name], rows)
        except (OSError, UnicodeDecodeError, UnusableRows) as error:
            raise CommandError(f"{file}: {error}") from error
        return figures, [json.dumps(row | {"predicted": said}, ensure_ascii=False) for row, said in judged]


def with_topics(rows: list[Row], path: Path) -> list[Row]:
    """Each row with the articles of its topic, none where the map doesn't know it. Raises UnusableRows."""
    try:
        articles = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise UnusableRows(f"{path} can't be read: {error}") from error
    if not isinstance(articles, dict) or not all(isinstance(own, list) for own in articles.values()):
        raise UnusableRows(f'{path} is no {{"topic": ["article", …]}}')
    return [row | {"articles": articles.get(row.get("topic"), [])} for row in rows]
