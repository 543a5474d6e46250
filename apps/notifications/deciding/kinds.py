from django.utils.translation import gettext_lazy as _

from apps.notifications.deciding.registry import Kind, KindGroup, register

DATA_EXPORT_READY = register(
    Kind(
        key="data_export_ready",
        title=_("Your data is ready"),
        body=_("The copy of your data that you asked for is ready. You can download it for seven days."),
        icon="download",
        email_after_minutes=0,
        group=KindGroup.ACCOUNT,
        was_asked_for=True,
    )
)
