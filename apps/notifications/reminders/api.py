from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.generics import ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.accounts.people.access import person_of
from apps.api.requests import read
from apps.notifications.reminders.models import DueItem
from apps.notifications.reminders.own import call_off, put_off
from apps.notifications.reminders.selectors import lines, other_of, planned_for, planned_item
from apps.notifications.reminders.serializers import PlannedSerializer, TimeSerializer
from apps.notifications.reminders.times import when_from


@extend_schema(summary="What is planned of mine", tags=["notifications"])
class PlannedListView(ListAPIView[DueItem]):
    """Scheduled messages, follow-ups, reminders: the next one first."""

    serializer_class = PlannedSerializer  # type: ignore[assignment]
    queryset = DueItem.objects.none()

    def get_queryset(self) -> QuerySet[DueItem]:
        if getattr(self, "swagger_fake_view", False):
            return DueItem.objects.none()
        return planned_for(person_of(self.request))

    def paginate_queryset(self, queryset: Any) -> Any:
        page = super().paginate_queryset(queryset) or []
        return lines(page, person_of(self.request), now=timezone.now())


class PlannedView(APIView):
    @extend_schema(
        request=TimeSerializer, responses=PlannedSerializer, summary="Move what is planned", tags=["notifications"]
    )
    def patch(self, request: Request, item_id: int) -> Response:
        person, now = person_of(request), timezone.now()
        item = planned_item(person, item_id)
        at = when_from(read(TimeSerializer, request), owner=person, other=other_of(item), now=now)
        moved = put_off(person=person, item_id=item.pk, at=at)
        return Response(PlannedSerializer(lines([moved], person, now=now)[0]).data)

    @extend_schema(request=None, responses={204: None}, summary="Call off what is planned", tags=["notifications"])
    def delete(self, request: Request, item_id: int) -> Response:
        call_off(person=person_of(request), item_id=item_id)
        return Response(status=status.HTTP_204_NO_CONTENT)
