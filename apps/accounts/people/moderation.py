"""What operators decide about people."""

from django.db import transaction
from knox.models import get_token_model

from apps.accounts.people.events import Deactivated
from apps.accounts.people.models import User
from apps.events.services import publish


@transaction.atomic
def deactivate(*, person: User, reason: str = "") -> None:
    """Closes an account at an operator's word; its history keeps why."""
    person._change_reason = reason  # type: ignore[attr-defined]  # what the history reads
    shut(person=person)
    publish(Deactivated(person=person.pk))


@transaction.atomic
def shut(*, person: User) -> None:
    """Closes an account: its sessions stop counting, its tokens are gone, its sockets close within seconds."""
    get_token_model().objects.filter(user=person).delete()
    person.is_active = False
    person.save(update_fields=["is_active"])


def reactivate(*, person: User, reason: str = "") -> None:
    person._change_reason = reason  # type: ignore[attr-defined]  # what the history reads
    person.is_active = True
    person.save(update_fields=["is_active"])
