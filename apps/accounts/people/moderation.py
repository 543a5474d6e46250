"""What operators decide about people."""

from allauth.account.models import EmailAddress
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


@transaction.atomic
def confirm_address(*, person: User, reason: str) -> bool:
    """Takes the address for confirmed at an operator's word; the history keeps why. False when it was already, or
    somebody else has confirmed it."""
    person = User.objects.select_for_update().get(pk=person.pk)
    address = EmailAddress.objects.filter(user=person, email__iexact=person.email).first()
    taken = EmailAddress.objects.filter(email__iexact=person.email, verified=True).exclude(user=person)
    if (address and address.verified) or taken.exists():
        return False
    address = address or EmailAddress(user=person, email=person.email.lower())
    address.verified = True
    address.primary = not EmailAddress.objects.filter(user=person, primary=True).exclude(pk=address.pk).exists()
    address.save()
    person._change_reason = reason  # type: ignore[attr-defined]  # what the history reads
    person.save(update_fields=["email"])
    return True
