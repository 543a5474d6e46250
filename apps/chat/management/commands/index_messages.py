from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from apps.chat.search.models import SearchBacklog
from apps.chat.search.services import begin_backlog, work_off_backlog

REPORT_EVERY_SECONDS = 5.0


class Command(BaseCommand):
    help = "Brings messages of before into the search, newest first, and says how far it is. Safe to end and repeat."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--again", action="store_true", help="read all messages again, also those that are in it")

    def handle(self, *args: Any, again: bool, **options: Any) -> None:
        if again:
            begin_backlog()
        if not SearchBacklog.objects.exists():
            self.stdout.write("Every message is in the search. With --again all are read once more.")
            return
        while (backlog := work_off_backlog(seconds=REPORT_EVERY_SECONDS)) is not None:
            done = 100 * (1 - backlog.below / max(backlog.total, 1))
            self.stdout.write(f"{done:.1f} %: messages from number {backlog.below:,} on can be found.")
        self.stdout.write("Every message is in the search.")
