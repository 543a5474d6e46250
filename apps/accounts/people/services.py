"""Writes about people that have consequences."""

from collections.abc import Mapping
from typing import IO, Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from apps.accounts.people.events import VisibilityChanged
from apps.accounts.people.models import Block, User
from apps.accounts.people.pictures import redraw
from apps.accounts.people.zones import time_zones
from apps.errors import InvalidInput
from apps.events.services import publish
from apps.uploads.services import count_upload
from apps.uploads.storing import storing

OWN_SETTINGS = (
    "name",
    "headline",
    "language",
    "time_zone",
    "send_read_receipts",
    "is_invisible",
    "share_reply_window",
    "email_notifications",
    "online_hints",
    "quiet_from",
    "quiet_until",
)


@transaction.atomic
def block(*, blocker: User, blocked: User) -> Block:
    made, is_new = Block.objects.get_or_create(blocker=blocker, blocked=blocked)
    if is_new:
        publish(VisibilityChanged(people=(blocker.pk, blocked.pk)))
    return made


@transaction.atomic
def unblock(*, blocker: User, blocked: User) -> None:
    if Block.objects.filter(blocker=blocker, blocked=blocked).delete()[0]:
        publish(VisibilityChanged(people=(blocker.pk, blocked.pk)))


def set_language(*, person: User, language: str) -> User:
    return change_settings(person=person, changes={"language": language})


@transaction.atomic
def change_settings(*, person: User, changes: Mapping[str, Any]) -> User:
    """Changes what a person may say about themselves; other keys are refused, unnamed ones stay as they are."""
    unknown = set(changes) - set(OWN_SETTINGS)
    if unknown:
        raise InvalidInput(field=min(unknown))
    if "language" in changes and changes["language"] not in dict(settings.LANGUAGES):
        raise InvalidInput(_("We don't speak that language yet."), field="language")
    if "time_zone" in changes and changes["time_zone"] not in time_zones():
        raise InvalidInput(_("We don't know that time zone."), field="time_zone")
    person = User.objects.select_for_update().get(pk=person.pk)
    was_invisible = person.is_invisible
    for key, value in changes.items():
        setattr(person, key, value.strip() if isinstance(value, str) else value)
    try:
        person.clean_fields(exclude={field.name for field in User._meta.fields} - set(changes))
    except ValidationError as error:
        field, messages = next(iter(error.message_dict.items()))
        raise InvalidInput(messages[0], field=field) from error
    person.save(update_fields=list(changes))
    if person.is_invisible != was_invisible:
        publish(VisibilityChanged(people=(person.pk,)))
    return person


def change_picture(*, person: User, upload: IO[bytes], size: int) -> User:
    """Keeps a redrawn copy of the upload (`size` in bytes) and deletes the one before. Raises what `redraw` raises, and
    TooManyUploads."""
    count_upload(person=person.pk, kind="portrait")
    picture = redraw(upload, size=size)
    with storing(), transaction.atomic():
        person = User.objects.select_for_update().get(pk=person.pk)
        _delete_file_on_commit(person.avatar.name)
        person.avatar.save(str(picture.name), picture, save=False)
        person.save(update_fields=["avatar"])
    return person


@transaction.atomic
def remove_picture(*, person: User) -> User:
    person = User.objects.select_for_update().get(pk=person.pk)
    _delete_file_on_commit(person.avatar.name)
    person.avatar = ""
    person.save(update_fields=["avatar"])
    return person


def _delete_file_on_commit(name: str | None) -> None:
    if name:
        transaction.on_commit(lambda: default_storage.delete(name))
