from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig

from apps.rooms import import_from_rooms


class Administration(AdminConfig):
    default_site = "apps.console.site.ConsoleSite"


class ConsoleConfig(AppConfig):
    name = "apps.console"
    label = "console"

    # Behind unfold in INSTALLED_APPS, which brings models of its own.
    def ready(self) -> None:
        import_from_rooms("admin", "console")
