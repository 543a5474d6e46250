from apps.education.articles.models import Article, ArticleVote, Reading
from apps.education.assistant.models import Question

__all__ = [
    "Article",
    "ArticleVote",
    "Question",
    "Reading",
]
