from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "apps.accounts"
    label = "accounts"
    verbose_name = _("People")

    def ready(self) -> None:
        from apps.accounts.groups import install_groups  # noqa: PLC0415  models load after apps

        post_migrate.connect(install_groups)
