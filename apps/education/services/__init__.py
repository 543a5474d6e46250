"""All writes of education that have consequences."""

from apps.education.services.articles import load_articles, publish_article, save_article, unpublish_article
from apps.education.services.asking import ask_question, say_whether_solved
from apps.education.services.drafting import draft_article
from apps.education.services.handing_over import hand_over
from apps.education.services.reading import record_reading, vote

__all__ = [
    "ask_question",
    "draft_article",
    "hand_over",
    "load_articles",
    "publish_article",
    "record_reading",
    "save_article",
    "say_whether_solved",
    "unpublish_article",
    "vote",
]
