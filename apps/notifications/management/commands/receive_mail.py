import os
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from apps.notifications.inbound.services import MOST_BYTES, may_come_again, receive


class Command(BaseCommand):
    help = (
        "Takes in one e-mail from standard input, as a mail server's pipe hands it over. Ends with 75 where the server "
        "is to try again later, and with 69 for one that is too large."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--to", default="", help="Whom the server has it for; else the e-mail's own fields say so.")

    def handle(self, *args: Any, **options: Any) -> None:
        content = sys.stdin.buffer.read(MOST_BYTES + 1)
        if len(content) > MOST_BYTES:
            self.stderr.write("This e-mail is too large.")
            sys.exit(os.EX_UNAVAILABLE)
        row = receive(content, recipient=options["to"])
        self.stdout.write(f"{row.outcome} {row.reason}".strip())
        if may_come_again(row):
            sys.exit(os.EX_TEMPFAIL)
