from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from apps.rooms import import_from_rooms


class EventsConfig(AppConfig):
    name = "apps.events"
    label = "events"
    verbose_name = _("Events")

    def ready(self) -> None:
        import_from_rooms(
            "events",
            "handlers",
            "socket",
            "kinds",
            "due",
            "digest",
            "care",
            "card_types",
            "badges",
            "features",
            "measures",
            "segment_facts",
            "tasks",
            "searched",
            "worth",
            "described",
            "mail_handlers",
        )
