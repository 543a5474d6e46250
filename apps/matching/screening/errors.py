"""Why a question can't be asked, or an answer isn't one."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.errors import InvalidInput
from apps.matching.screening.protected import SUBJECTS


class ProtectedQuestion(InvalidInput):
    """The question is about what no employer may ask; `data` names the subject."""

    code = "protected_question"
    message = gettext_lazy("This may not be asked.")

    def __init__(self, subject: str, *, field: str | None = None) -> None:
        words = _(
            "Nobody may be asked about %(subject)s here: it says nothing about the work, and the law protects it."
        )
        ask = _("Ask for what the job itself needs, for example the hours or the travel.")
        super().__init__(f"{words % {'subject': SUBJECTS[subject]}} {ask}", field=field, subject=subject)


class TooManyQuestions(InvalidInput):
    code = "too_many_questions"
    message = gettext_lazy("Five questions at most: each one more costs you applications.")


class BadQuestion(InvalidInput):
    code = "bad_question"
    message = gettext_lazy("A question needs words in at least one language.")


class BadAnswer(InvalidInput):
    code = "bad_answer"
    message = gettext_lazy("Please answer this question.")
