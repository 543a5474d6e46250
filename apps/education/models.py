from apps.education.articles.models import Article, ArticleVote, Reading
from apps.education.assistant.models import AskTally, Question

__all__ = [
    "Article",
    "ArticleVote",
    "AskTally",
    "Question",
    "Reading",
]
