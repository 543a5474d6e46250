"""The signed link in each e-mail with which one stops its kind, without signing in."""

from collections.abc import Collection

from django.conf import settings
from django.core import signing
from django.urls import reverse

from apps.accounts.models import User
from apps.errors import NotFound

_SALT = "notifications.unsubscribe"


def unsubscribe_url(person: User, *, kinds: Collection[str]) -> str:
    """Absolute; it doesn't expire, as old e-mails must stop the new ones too."""
    token = signing.dumps([person.pk, sorted(kinds)], salt=_SALT)
    return settings.SITE_URL + reverse("notifications:unsubscribe", args=[token])


def person_and_kinds(token: str) -> tuple[User, list[str]]:
    """No kinds in the links of earlier letters, which stop all of them. Raises NotFound for one that we didn't sign."""
    try:
        said = signing.loads(token, salt=_SALT)
        pk, kinds = said if isinstance(said, list) else (said, [])
        return User.objects.get(pk=pk), kinds
    except (signing.BadSignature, User.DoesNotExist) as error:
        raise NotFound from error
