"""A translation is what somebody wrote, in another language: it goes with the original, which their copy holds."""

from collections.abc import Mapping

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.accounts.privacy.registry import PersonalData, Rows, register
from apps.chat.translation.services import forget_translations


def export(person: User) -> Mapping[str, Rows]:
    return {}


def erase(person: User) -> None:
    forget_translations(messages=Q(message__sender=person))


register(PersonalData("translations", _("Translations of your messages"), 32, export, erase))
