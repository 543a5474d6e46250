from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.chat.models import Answer
from apps.feedback.models import ConversationRating
from apps.gamification.deeds.deed import Deed
from apps.gamification.deeds.facts import TWO_SIDED
from apps.gamification.deeds.registry import A_SECOND_ACCOUNT, DeedKind, register
from apps.gamification.deeds.types.greetings import other_side

CONVERSATION_RATED = "conversation_rated"


@register
class ConversationRatedDeed(DeedKind):
    """Somebody rated a conversation that they took part in."""

    key = CONVERSATION_RATED
    name = gettext_lazy("a conversation rated")
    facts = (TWO_SIDED,)
    late_facts = frozenset({TWO_SIDED.key})
    is_about_two = True
    cost_to_fake = A_SECOND_ACCOUNT

    def since(self, start: datetime, limit: int) -> Iterable[Deed | None]:
        ratings = ConversationRating.objects.filter(created_at__gte=start).select_related("conversation")
        earnest = Answer.objects.filter(conversation=OuterRef("conversation")).two_sided()
        rated = ratings.annotate(two_sided=Exists(earnest)).order_by("-created_at")[:limit]
        return (_deed(rating, is_two_sided=rating.two_sided) for rating in rated)

    def facts_now(self, key: str) -> Mapping[str, Any]:
        """The talk may become two-sided after it was rated, and the rating may be heard of before the answer."""
        return {TWO_SIDED.key: _is_two_sided(int(key.split(":")[1]))}

    def words(self, *, name: str, facts: Mapping[str, Any]) -> str:
        return _("You rated your conversation with %(name)s") % {"name": name}


def of_rating(rating: ConversationRating) -> Deed:
    return _deed(rating, is_two_sided=_is_two_sided(rating.conversation_id))


def _is_two_sided(conversation_id: int) -> bool:
    return Answer.objects.filter(conversation=conversation_id).two_sided().exists()


def _deed(rating: ConversationRating, *, is_two_sided: bool) -> Deed:
    return Deed(
        kind=CONVERSATION_RATED,
        key=f"rating:{rating.conversation_id}:{rating.rater_id}",
        person_id=rating.rater_id,
        counterparty_id=other_side(rating.conversation, rating.rater_id),
        done_at=rating.created_at,
        facts={"conversation": rating.conversation_id, "two_sided": is_two_sided},
    )
