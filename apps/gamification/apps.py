from importlib import import_module
from pkgutil import iter_modules

from django.apps import AppConfig
from django.contrib.auth import get_user_model
from django.utils.translation import gettext_lazy as _

from apps.accounts.seals.registry import seal_nightly
from apps.append_only.erasure import watch
from apps.gamification.guards import COINS, GUARDS


class GamificationConfig(AppConfig):
    name = "apps.gamification"
    label = "gamification"
    verbose_name = _("Recognition")

    def ready(self) -> None:
        """The kinds of deeds make themselves known, erasing a person may empty what refers to them, and what is written
        once is sealed."""
        types = import_module(f"{self.name}.deeds.types")
        for module in iter_modules(types.__path__):
            import_module(f"{types.__name__}.{module.name}")
        import_module(f"{self.name}.quests.deeds")
        import_module(f"{self.name}.kudos.deeds")
        import_module(f"{self.name}.grants.deeds")
        import_module(f"{self.name}.honours.deeds")
        import_module(f"{self.name}.referrals.deeds")
        import_module(f"{self.name}.streaks.services")
        import_module(f"{self.name}.badges.services")
        import_module(f"{self.name}.shop.services")
        watch(get_user_model())
        seal_nightly(guard for guard in (*GUARDS, *COINS) if not guard.once)
