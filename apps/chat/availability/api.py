from typing import Any, cast

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.accounts.people.access import person_of
from apps.api.requests import read
from apps.chat.availability.away import set_away_reply
from apps.chat.availability.models import AwayReply
from apps.chat.availability.office_hours import Stretch
from apps.chat.availability.serializers import AwayReplySerializer


class AwayReplyView(APIView):
    @extend_schema(responses=AwayReplySerializer)
    def get(self, request: Request) -> Response:
        """One's auto-reply."""
        person = person_of(request)
        stored = AwayReply.objects.filter(person=person).prefetch_related("hours", "texts").first()
        return Response(_as_dict(stored or AwayReply(person=person)))

    @extend_schema(request=AwayReplySerializer, responses=AwayReplySerializer)
    def put(self, request: Request) -> Response:
        data = read(AwayReplySerializer, request)
        hours, texts = data.pop("hours", None), data.pop("texts", None)
        if hours is not None:
            data["hours"] = _by_weekday(hours)
        if texts is not None:
            data["texts"] = {(text["occasion"], text["language"]): text["text"] for text in texts}
        return Response(_as_dict(set_away_reply(person=person_of(request), **data)))


def _by_weekday(hours: list[dict[str, Any]]) -> dict[int, list[Stretch]]:
    week: dict[int, list[Stretch]] = {}
    for one in hours:
        week.setdefault(one["weekday"], []).append((one["begin"], one["end"]))
    return week


def _as_dict(away: AwayReply) -> dict[str, Any]:
    is_stored = away.pk is not None and not away._state.adding
    stored = {
        "hours": list(away.hours.order_by("weekday", "begin")) if is_stored else [],
        "texts": list(away.texts.order_by("occasion", "language")) if is_stored else [],
    }
    plain = ("text", "is_on", "until", "by_hours", "holiday_country")
    return dict(AwayReplySerializer(cast(Any, {name: getattr(away, name) for name in plain} | stored)).data)
