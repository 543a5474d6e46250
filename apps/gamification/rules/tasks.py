from datetime import datetime

from django.utils.translation import gettext_lazy as _

from apps.events.schedule import periodic


@periodic("gamification.weigh_forms", every_seconds=86_400, title=_("Weigh what forms of rewards bring"))
def weigh(now: datetime) -> None:
    from apps.gamification.rules.weighing import weigh_forms  # noqa: PLC0415  scipy, for who weighs alone

    weigh_forms(now=now)
