from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from apps.accounts.seals.guards import LOG
from apps.accounts.seals.registry import seal_nightly


class AccountsConfig(AppConfig):
    name = "apps.accounts"
    label = "accounts"
    verbose_name = _("People")

    def ready(self) -> None:
        seal_nightly([LOG])
