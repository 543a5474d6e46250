"""What people are told about who joins their company."""

from django.utils.translation import gettext_lazy as _

from apps.notifications.deciding.registry import Kind, KindGroup, register

JOIN_REQUESTED = register(
    Kind(
        key="join_requested",
        name=_("Somebody says they work with you"),
        group=KindGroup.ACCOUNT,
        title=_("%(name)s says they work with you"),
        body=_("Let them in, or decline. Whoever is in sees your company's candidates and may join its conversations."),
        icon="user-plus",
        email_after_minutes=10,
    )
)
JOIN_ACCEPTED = register(
    Kind(
        key="join_accepted",
        name=_("Your company has let you in"),
        group=KindGroup.ACCOUNT,
        title=_("You're in: %(company)s"),
        body=_("You now see its jobs and candidates, and may join its conversations."),
        icon="circle-check",
        email_after_minutes=0,
    )
)
JOIN_DECLINED = register(
    Kind(
        key="join_declined",
        name=_("A company didn't confirm that you work there"),
        group=KindGroup.ACCOUNT,
        title=_("%(company)s didn't confirm that you work there"),
        body=_("If that's a mistake, ask a colleague for an invitation link, or write to us."),
        icon="circle-x",
        email_after_minutes=0,
    )
)
