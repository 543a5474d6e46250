from django.utils.translation import gettext_lazy as _

from apps.errors import Conflict, InvalidInput


class QuestionUnusable(InvalidInput):
    """Empty, or with characters that can't be stored."""

    code = "question_unusable"
    message = _("Please write your question in a few words.")


class QuestionTooLong(InvalidInput):
    code = "question_too_long"
    message = _("That's long for a question. Please keep to the main point, in up to 1,000 characters.")


class DraftExists(Conflict):
    code = "draft_exists"
    message = _("There is an article made from this question.")


class NothingToCommentOn(Conflict):
    code = "nothing_to_comment_on"
    message = _("No article answered this question. Tell us in your feedback what you expected.")


class CommentedBefore(Conflict):
    code = "commented_before"
    message = _("You have commented on this answer. What you want to add goes to us as feedback.")
