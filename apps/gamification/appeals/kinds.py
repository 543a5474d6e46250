"""What somebody is told of their appeal; that an award counts again is told by `awards.kinds`."""

from django.utils.translation import gettext_lazy

from apps.notifications.deciding.registry import Kind, KindGroup, register

APPEAL_STANDS = register(
    Kind(
        key="award_appeal_stands",
        group=KindGroup.RECOGNITION,
        title=gettext_lazy("Somebody looked at your award again"),
        body=gettext_lazy("It stays taken back. Why, in their words: %(words)s"),
        icon="scale",
    )
)
