from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from apps.accounts.seals.registry import seal_nightly
from apps.feedback.guards import CLOCKS, GUARDS, SWITCHES


class FeedbackConfig(AppConfig):
    name = "apps.feedback"
    label = "feedback"
    verbose_name = _("Feedback")

    def ready(self) -> None:
        """What is written once is sealed."""
        seal_nightly(guard for guard in (*GUARDS, *CLOCKS, *SWITCHES) if not guard.deletable and not guard.once)
