from django.apps import AppConfig

from apps.rooms import import_from_rooms


class ConsoleConfig(AppConfig):
    name = "apps.console"
    label = "console"

    # Behind unfold in INSTALLED_APPS: rooms register with the site that it puts in place.
    def ready(self) -> None:
        import_from_rooms("admin", "console")
