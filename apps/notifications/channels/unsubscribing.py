"""The signed link in each e-mail with which one stops its kind, without signing in."""

from collections.abc import Collection
from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils.crypto import salted_hmac

from apps.accounts.models import User
from apps.errors import NotFound

_SALT = "notifications.unsubscribe"
CHOICES_FOR = timedelta(days=60)
"""Who has an older letter, or one to an address that isn't its person's any more, can stop it and nothing else."""


def unsubscribe_url(person: User, *, kinds: Collection[str]) -> str:
    """Absolute; it doesn't expire, as old e-mails must stop the new ones too."""
    token = signing.dumps([person.pk, sorted(kinds), _mark_of(person.email)], salt=_SALT)
    return settings.SITE_URL + reverse("notifications:unsubscribe", args=[token])


def person_and_kinds(token: str) -> tuple[User, list[str]]:
    """No kinds in the links of earlier letters, which stop all of them. Raises NotFound for one that we didn't sign,
    and for a letter to another address than theirs of today, to which nothing goes that could be stopped."""
    try:
        pk, kinds, mark = _said(token)
        person = User.objects.get(pk=pk)
    except (signing.BadSignature, User.DoesNotExist) as error:
        raise NotFound from error
    if mark and mark != _mark_of(person.email):
        raise NotFound
    return person, kinds


def may_choose(token: str) -> bool:
    """Whether the link of this letter, which is genuine, still opens the choices."""
    try:
        return bool(_said(token, max_age=CHOICES_FOR)[2])
    except signing.SignatureExpired:
        return False


def _said(token: str, max_age: timedelta | None = None) -> tuple[int, list[str], str]:
    said = signing.loads(token, salt=_SALT, max_age=max_age)
    pk, kinds, mark, *_ = (*said, "") if isinstance(said, list) else (said, [], "")
    return pk, kinds, mark


def _mark_of(email: str) -> str:
    return salted_hmac(_SALT, email.lower()).hexdigest()[:12]
