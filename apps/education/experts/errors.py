from django.utils.translation import gettext_lazy as _

from apps.errors import Conflict


class NoLongerYours(Conflict):
    """The question went on to somebody else, or is answered."""

    code = "question_moved_on"
    message = _("This question has gone on to somebody else in the meantime.")


class NotAnsweredYet(Conflict):
    code = "not_answered_yet"
    message = _("Nobody has answered yet. As soon as somebody does, you can say whether it helped.")
