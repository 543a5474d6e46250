from apps.education.articles.models import Article, ArticleVote, Reading
from apps.education.assistant.models import AskTally, Question
from apps.education.courses.models import Course, Lesson, LessonDone
from apps.education.rehearsals.models import (
    Practice,
    PracticeLine,
    Rehearsal,
    RehearsalBranch,
    RehearsalTurn,
)

__all__ = [
    "Article",
    "ArticleVote",
    "AskTally",
    "Course",
    "Lesson",
    "LessonDone",
    "Practice",
    "PracticeLine",
    "Question",
    "Reading",
    "Rehearsal",
    "RehearsalBranch",
    "RehearsalTurn",
]
