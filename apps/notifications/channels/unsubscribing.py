"""The signed link in each e-mail with which one stops them, without signing in."""

from django.conf import settings
from django.core import signing
from django.urls import reverse

from apps.accounts.models import User
from apps.errors import NotFound

_SALT = "notifications.unsubscribe"


def unsubscribe_url(person: User) -> str:
    """Absolute; it doesn't expire, as old e-mails must stop the new ones too."""
    token = signing.dumps(person.pk, salt=_SALT)
    return settings.SITE_URL + reverse("notifications:unsubscribe", args=[token])


def person_from(token: str) -> User:
    """Raises NotFound for a link that we didn't sign."""
    try:
        return User.objects.get(pk=signing.loads(token, salt=_SALT))
    except (signing.BadSignature, User.DoesNotExist) as error:
        raise NotFound from error
