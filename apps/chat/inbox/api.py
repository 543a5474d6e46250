from django.utils import timezone
from django.utils.dateparse import parse_datetime
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.accounts.people.access import person_of
from apps.chat.candidates.selectors import MOST_TAGS, tags_of
from apps.chat.conversations.places import has_places
from apps.chat.inbox.catching_up import catch_up
from apps.chat.inbox.grouping import by_job
from apps.chat.inbox.queue import section_counts
from apps.chat.inbox.selectors import participants_in_inbox
from apps.chat.inbox.serializers import CatchUpSerializer, InboxCountsSerializer
from apps.errors import InvalidInput


class CatchUpView(APIView):
    """What happened while one was away."""

    @extend_schema(
        parameters=[
            OpenApiParameter("since", OpenApiTypes.DATETIME, required=True, description="At most 60 days ago.")
        ],
        responses=CatchUpSerializer,
    )
    def get(self, request: Request) -> Response:
        """What moved since then, at most 20 conversations: what is overdue first, then what is due next."""
        viewer, now = person_of(request), timezone.now()
        since = parse_datetime(request.query_params.get("since", "").replace(" ", "+"))
        if since is None or since.tzinfo is None:
            raise InvalidInput(field="since")
        found = catch_up(viewer, since=since, now=now)
        conversations = [entry.as_dict(viewer) for entry in found.entries]
        return Response({"sections": found.counts, "conversations": conversations})


class InboxCountsView(APIView):
    """How much lies where in one's inbox."""

    @extend_schema(responses=InboxCountsSerializer)
    def get(self, request: Request) -> Response:
        """How many conversations lie in each section, and the open ones by job, those with the most to do first."""
        viewer, now = person_of(request), timezone.now()
        sections = section_counts(viewer, mine=participants_in_inbox(viewer, now=now), is_large=has_places(viewer.pk))
        return Response(
            {
                "sections": sections,
                "jobs": [group.as_dict() for group in by_job(viewer, now=now)],
                "tags": [{"id": tag.pk, "name": tag.name, "people": tag.people} for tag in tags_of(viewer)[:MOST_TAGS]],
            }
        )
