"""A translation is what somebody wrote, in another language: it goes with the original, which their copy holds."""

from collections.abc import Mapping

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.accounts.privacy.registry import PersonalData, Rows, register, rows
from apps.chat.translation.models import Translation
from apps.chat.translation.services import forget_translations


def export(person: User) -> Mapping[str, Rows]:
    mine = Translation.objects.filter(message__sender=person)
    return {"translations": rows(mine, "message_id", "language", "text", "asked_at")}


def erase(person: User) -> None:
    forget_translations(messages=Q(message__sender=person))


register(PersonalData("translations", _("Translations of your messages"), 32, export, erase))
