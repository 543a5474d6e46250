from django.apps import AppConfig
from django.core.checks import Tags, register
from django.utils.translation import gettext_lazy as _

from apps.accounts.seals.guards import LOG
from apps.accounts.seals.registry import seal_nightly
from apps.accounts.second_step.checks import operators_need_a_second_step


class AccountsConfig(AppConfig):
    name = "apps.accounts"
    label = "accounts"
    verbose_name = _("People")

    def ready(self) -> None:
        register(operators_need_a_second_step, Tags.security, deploy=True)
        seal_nightly([LOG])
