"""A title follows at once what is said of a post; votes are counted each night."""

from django.utils import timezone

from apps.education.experts.events import AnswerHelped
from apps.education.models import ExpertAsk
from apps.education.posts.events import PostFeatured, PostReconsidered, PostSolved
from apps.events.registry import handles
from apps.gamification.creators.services import look_at


@handles(PostSolved)
def look_at_who_answered(event: PostSolved) -> None:
    look_at([event.answerer], now=timezone.now())


@handles(PostFeatured)
def look_at_who_is_recommended(event: PostFeatured) -> None:
    look_at([event.author], now=timezone.now())


@handles(PostReconsidered)
def look_at_who_wrote(event: PostReconsidered) -> None:
    look_at([event.author], now=timezone.now())


@handles(AnswerHelped)
def look_at_who_helped(event: AnswerHelped) -> None:
    if (person := ExpertAsk.objects.filter(pk=event.ask).values_list("expert__person", flat=True).first()) is not None:
        look_at([person], now=timezone.now())
