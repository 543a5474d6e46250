from typing import Any

from django.apps import AppConfig
from django.db import connection
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class GamificationConfig(AppConfig):
    name = "apps.gamification"
    label = "gamification"
    verbose_name = _("Recognition")

    def ready(self) -> None:
        post_migrate.connect(install_after_migrate, sender=self)


def install_after_migrate(**kwargs: Any) -> None:
    from apps.gamification.services.defaults import install_defaults  # noqa: PLC0415  models load after apps

    if "gamification_missionstep" in connection.introspection.table_names():
        install_defaults()
