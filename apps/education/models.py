from apps.education.articles.models import Article, ArticleVote, Reading
from apps.education.assistant.models import AskTally, AssistantTone, Question
from apps.education.circles.models import Circle, CircleMember
from apps.education.courses.models import Course, Lesson, LessonDone
from apps.education.experts.models import Consultation, Expert, ExpertAsk, ExpertTopic
from apps.education.floor.models import SalonQuestion, SalonReport, SalonVote
from apps.education.interests.models import Interest, Pushed
from apps.education.posts.models import Post, PostReading, PostReport, PostVote
from apps.education.rehearsals.models import (
    Practice,
    PracticeLine,
    Rehearsal,
    RehearsalBranch,
    RehearsalTurn,
)
from apps.education.salons.models import Salon, SalonGuest
from apps.education.tips.models import Tip, TipMeeting, TipRefusal, TipStep

__all__ = [
    "Article",
    "ArticleVote",
    "AskTally",
    "AssistantTone",
    "Circle",
    "CircleMember",
    "Consultation",
    "Course",
    "Expert",
    "ExpertAsk",
    "ExpertTopic",
    "Interest",
    "Lesson",
    "LessonDone",
    "Post",
    "PostReading",
    "PostReport",
    "PostVote",
    "Practice",
    "PracticeLine",
    "Pushed",
    "Question",
    "Reading",
    "Rehearsal",
    "RehearsalBranch",
    "RehearsalTurn",
    "Salon",
    "SalonGuest",
    "SalonQuestion",
    "SalonReport",
    "SalonVote",
    "Tip",
    "TipMeeting",
    "TipRefusal",
    "TipStep",
]
