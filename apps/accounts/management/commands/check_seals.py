from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from apps.accounts.seals.services import BROKEN, check_seals


class Command(BaseCommand):
    help = "Reads all sealed rows again, and fails where one doesn't fit its seal."

    def handle(self, **options: Any) -> None:
        check = check_seals(now=timezone.now(), most_rows=None)
        told = [f"{each['table']}, seal {each['number']}: {BROKEN[each['why']]}" for each in check.broken]
        if told:
            raise CommandError("\n".join(told))
        self.stdout.write(f"{check.seals} seals over {check.rows} rows fit.")
