"""A person's own choice to be told by a messenger instead of by e-mail."""

from django.core.cache import cache
from django.db import IntegrityError, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.accounts.models import User
from apps.accounts.second_step.events import SignInChanged
from apps.errors import Conflict, InvalidInput, RateLimited
from apps.events.services import publish
from apps.notifications.adapters.messengers import canonical
from apps.notifications.adapters.models import Adapter, OtherAddress
from apps.notifications.adapters.sending import send

TRIES, WITHIN_SECONDS = 5, 600


class MessengerRefuses(InvalidInput):
    code = "messenger_refuses"
    message = gettext_lazy("The messenger didn't take a word to this address. Check it there, then try again.")


class AddressTaken(Conflict):
    code = "address_taken"
    message = gettext_lazy("Somebody else is told at this address. Make a bot or a robot of your own.")


def use_messenger(*, person: User, address: str) -> OtherAddress:
    """What would be mailed goes there from now on; a first word goes there at once, so that nobody names one that
    doesn't work; a last one by e-mail tells of it whose account it is. It replaces what they had.

    Raises NoMessenger, MessengerRefuses, AddressTaken, RateLimited.
    """
    address = canonical(address)
    _count(person)
    if OtherAddress.objects.filter(adapter=Adapter.APP, address=address).exclude(person=person).exists():
        raise AddressTaken(field="address")
    with translation.override(person.language):
        title = _("Rapport writes to you here from now on, instead of by e-mail.")
    if not send(Adapter.APP, address, title=title, body="", url=""):
        raise MessengerRefuses(field="address")
    try:
        with transaction.atomic():
            fields = {"adapter": Adapter.APP, "address": address}
            named, _is_new = OtherAddress.objects.update_or_create(person=person, defaults=fields)
            publish(SignInChanged(person=person.pk, change="messenger", cause=timezone.now().isoformat()))
            return named
    except IntegrityError as error:
        raise AddressTaken(field="address") from error


def leave_messenger(*, person: User) -> None:
    """E-mails come again. What an operator set up stays."""
    OtherAddress.objects.filter(person=person, adapter=Adapter.APP).delete()


def _count(person: User) -> None:
    key = f"notifications.messenger.{person.pk}"
    cache.add(key, 0, WITHIN_SECONDS)
    if cache.incr(key) > TRIES:
        raise RateLimited(retry_after=WITHIN_SECONDS)
