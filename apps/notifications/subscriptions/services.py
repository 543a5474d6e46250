"""Which browsers show pushes: begun by a click there, ended there, from elsewhere, or with the sign-in."""

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.errors import DomainError, InvalidInput, NotFound
from apps.notifications.subscriptions.models import PushSubscription
from apps.notifications.subscriptions.sealing import InvalidKey, browser_key, browser_secret
from apps.outgoing.addresses import refuse_inside
from apps.outgoing.errors import Forbidden

MOST_BROWSERS = 10
MOST_FAILURES = 5


class PushIsOff(DomainError):
    code = "push_is_off"
    status = 409
    message = _("This installation has no key for pushes yet.")


def subscribe(
    *,
    person: User,
    endpoint: str,
    public_key: str,
    secret: str,
    device: str,
    shows_words: bool,
    credential: str,
) -> PushSubscription:
    """Pushes go there from now on; whoever had them there before has them no longer, as it is one browser. The oldest
    of a person's browsers makes room. It ends with its `credential`, the key of a session or the digest of a token.

    Raises InvalidInput for an address on which the server doesn't call or for keys that aren't any, PushIsOff without
    a key of our own.
    """
    if not settings.VAPID_PRIVATE_KEY:
        raise PushIsOff
    try:
        refuse_inside(endpoint)
        browser_key(public_key)
        browser_secret(secret)
    except (Forbidden, InvalidKey) as error:
        raise InvalidInput(_("That isn't the address and key of a push service."), field="endpoint") from error
    fields = {
        "person": person,
        "public_key": public_key,
        "secret": secret,
        "device": device,
        "shows_words": shows_words,
        "credential": credential,
        "failures": 0,
    }
    with transaction.atomic():
        subscription, _is_new = PushSubscription.objects.update_or_create(endpoint=endpoint, defaults=fields)
        kept = PushSubscription.objects.filter(person=person)[:MOST_BROWSERS].values_list("pk", flat=True)
        PushSubscription.objects.filter(person=person).exclude(pk__in=list(kept)).delete()
    return subscription


def end_subscription(*, person: User, subscription_id: int) -> None:
    """Raises NotFound for one that isn't theirs, or has ended."""
    if not PushSubscription.objects.filter(person=person, pk=subscription_id).delete()[0]:
        raise NotFound


def end_of_session(key: str) -> None:
    """Whoever signs out is told nothing more in that browser."""
    PushSubscription.objects.filter(credential=key).delete()


def follow_session(*, person: User, old_key: str, new_key: str) -> None:
    """A new password gave the session in which it was chosen another key."""
    PushSubscription.objects.filter(person=person, credential=old_key).update(credential=new_key)


def note_failure(subscription: PushSubscription) -> None:
    """A push service that can't be reached five times in a row isn't asked again."""
    subscription.failures += 1
    if subscription.failures >= MOST_FAILURES:
        subscription.delete()
    else:
        subscription.save(update_fields=["failures"])


def note_success(subscription: PushSubscription) -> None:
    if subscription.failures:
        subscription.failures = 0
        subscription.save(update_fields=["failures"])
