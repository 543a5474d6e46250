from django.utils.translation import gettext_lazy as _

from apps.errors import Conflict, DomainError


class ReadTooFast(DomainError):
    """The article was opened a moment ago, or its page is too old."""

    code = "read_too_fast"
    status = 409
    message = _("This article was opened only a moment ago.")


class IncompleteArticle(Conflict):
    code = "incomplete_article"
    message = _("An article is published when title, summary and text are there in both languages.")
