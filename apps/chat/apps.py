from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class ChatConfig(AppConfig):
    name = "apps.chat"
    label = "chat"
    verbose_name = _("Chat")

    def ready(self) -> None:
        import apps.chat.job_counts  # noqa: F401, PLC0415  registers itself
        from apps.chat.content import load_content  # noqa: PLC0415  models load after apps

        post_migrate.connect(load_content, sender=self)
