from typing import Any

from django.apps import AppConfig
from django.db import connection
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class EducationConfig(AppConfig):
    name = "apps.education"
    label = "education"
    verbose_name = _("Education")

    def ready(self) -> None:
        post_migrate.connect(load_after_migrate, sender=self)


def load_after_migrate(**kwargs: Any) -> None:
    from apps.education.services import load_articles  # noqa: PLC0415  models load after apps

    if {"education_article", "education_historicalarticle"} <= set(connection.introspection.table_names()):
        load_articles()
