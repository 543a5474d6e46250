"""The console of the help: articles, and what the help was asked."""

from apps.education.admin.articles import ArticleAdmin
from apps.education.admin.questions import QuestionAdmin

__all__ = ["ArticleAdmin", "QuestionAdmin"]
