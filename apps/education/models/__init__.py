from apps.education.models.articles import Article, ArticleVote, Reading
from apps.education.models.questions import Question

__all__ = ["Article", "ArticleVote", "Question", "Reading"]
