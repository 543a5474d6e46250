from typing import Any

from django.apps import AppConfig
from django.db import connection
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class MatchingConfig(AppConfig):
    name = "apps.matching"
    label = "matching"
    verbose_name = _("Matching")

    def ready(self) -> None:
        post_migrate.connect(install_skills, sender=self)


def install_skills(**kwargs: Any) -> None:
    """Every installation knows the skills from its first migration on."""
    from apps.matching.models import SkillAlias  # noqa: PLC0415  models load after apps
    from apps.matching.services.skills import load_skills  # noqa: PLC0415

    if SkillAlias._meta.db_table in connection.introspection.table_names():
        load_skills()
