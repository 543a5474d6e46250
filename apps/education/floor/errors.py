from django.utils.translation import gettext_lazy as _

from apps.errors import NotAllowed, RateLimited


class Muted(NotAllowed):
    code = "muted"
    message = _("A host muted you in this room. You can read along.")


class TooManyQuestions(RateLimited):
    code = "too_many_questions"
    message = _("That's enough for this event: others want to ask, too. You can vote for theirs.")
