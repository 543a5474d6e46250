from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.accounts.privacy.registry import PersonalData, Rows, register, rows
from apps.experiments.models import Exposure, FeatureFlag, FeatureUse


def export(person: User) -> Mapping[str, Rows]:
    uses = FeatureUse.objects.filter(person=person)
    return {
        "experiments": rows(
            Exposure.objects.filter(person=person), "experiment__name_en", "experiment__name_zh", "arm", "created_at"
        ),
        "tried_out": rows(FeatureFlag.objects.filter(person=person), "feature"),
        "features": rows(uses, "feature", "conversation", "shown_at", "used_at", "answered_at"),
    }


def erase(person: User) -> None:
    Exposure.objects.filter(person=person).update(person=None)
    FeatureUse.objects.filter(person=person).update(person=None)
    FeatureFlag.objects.filter(person=person).delete()


register(PersonalData("experiments", _("Experiments that you took part in"), 5, export, erase))
