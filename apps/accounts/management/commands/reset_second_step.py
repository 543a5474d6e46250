from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from apps.accounts.people.models import User
from apps.accounts.sessions.services import reset_second_step


class Command(BaseCommand):
    help = "Lets somebody whose device is lost sign in with the password alone, where no colleague can in the console."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("address")

    def handle(self, *args: Any, address: str, **options: Any) -> None:
        person = User.objects.filter(email__iexact=address).first()
        if person is None or not reset_second_step(person=person, reason="manage.py reset_second_step"):
            raise CommandError(f"Nobody signs in with {address} in two steps.")
        self.stdout.write(f"{address} signs in with the password alone now, and is signed out everywhere.")
