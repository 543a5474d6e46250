"""What authors hear: an answer came, and theirs solved it."""

from django.utils.translation import gettext_lazy as _

from apps.notifications.deciding.registry import Kind, KindGroup, register

POST_ANSWERED = register(
    Kind(
        key="post_answered",
        name=_("Somebody answered your post"),
        title=_("%(name)s answered your post"),
        body=_("%(title)s"),
        icon="message-circle",
        email_after_minutes=60,
        group=KindGroup.FEEDBACK,
    )
)
ANSWER_ACCEPTED = register(
    Kind(
        key="answer_accepted",
        name=_("Your answer solved somebody's question"),
        title=_("Your answer solved it for %(name)s"),
        body=_("%(title)s"),
        icon="circle-check",
        group=KindGroup.FEEDBACK,
    )
)
