from apps.education.articles.models import Article, ArticleVote, Reading
from apps.education.assistant.models import AskTally, Question
from apps.education.courses.models import Course, Lesson, LessonDone

__all__ = [
    "Article",
    "ArticleVote",
    "AskTally",
    "Course",
    "Lesson",
    "LessonDone",
    "Question",
    "Reading",
]
