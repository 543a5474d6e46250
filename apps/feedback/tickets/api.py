from typing import Any
from uuid import uuid4

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import mixins, status
from rest_framework.decorators import action
from rest_framework.parsers import FormParser, MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from apps.accounts.people.access import person_of
from apps.api.idempotency import idempotent, idempotent_after
from apps.api.parsers import JSONParser
from apps.api.requests import read
from apps.feedback.tickets.errors import FileNotTaken
from apps.feedback.tickets.files import ATTACHED, ReadFile, read_files
from apps.feedback.tickets.filters import TicketFilter
from apps.feedback.tickets.models import Channel, Ticket
from apps.feedback.tickets.selectors import is_told, ticket_for
from apps.feedback.tickets.serializers import (
    ConfirmInput,
    ReplyInput,
    ReplyWithFiles,
    StarsInput,
    TicketDetailOutput,
    TicketInput,
    TicketOutput,
    TicketWithFiles,
)
from apps.feedback.tickets.services import confirm_fixed, open_ticket, rate_help, reply_to_ticket

WITHOUT_FILES = (JSONParser, FormParser)
FORM = "application/x-www-form-urlencoded"


@extend_schema_view(
    list=extend_schema(summary="My tickets, newest first"),
    retrieve=extend_schema(summary="One of my tickets with its timeline", responses=TicketDetailOutput),
)
class TicketViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, GenericViewSet[Ticket]):
    queryset = Ticket.objects.none()
    serializer_class = TicketOutput
    filterset_class = TicketFilter
    parser_classes = (*WITHOUT_FILES, MultiPartParser)
    lookup_value_converter = "int"

    def get_queryset(self) -> QuerySet[Ticket]:
        if getattr(self, "swagger_fake_view", False):
            return Ticket.objects.none()
        return Ticket.objects.for_user(person_of(self.request)).order_by("-pk")

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return self._detail(kwargs["pk"])

    def read_told(self, request: Request) -> tuple[dict[str, Any], list[ReadFile]]:
        told = read(TicketWithFiles, request)
        is_again = bool(request.FILES) and is_told(told.get("client_id"), by=person_of(request))
        return told, [] if is_again else _read_attached(request, told)

    @extend_schema(
        summary="Tell us something",
        request={"application/json": TicketInput, FORM: TicketInput, "multipart/form-data": TicketWithFiles},
        responses={201: TicketDetailOutput},
        description="Kept word for word, sorted in seconds. A conversation or message that isn't yours stays out. Up "
        "to five files go along in a form, each as `attached`; the same limits as for every upload are theirs.",
    )
    @idempotent_after(read_told)
    def create(self, request: Request, given: tuple[dict[str, Any], list[ReadFile]]) -> Response:
        told, files = given
        ticket = open_ticket(
            reporter=person_of(request),
            body=told["body"],
            client_id=told.get("client_id") or uuid4(),
            channel=Channel.API,
            page=told["page"],
            conversation_id=told.get("conversation"),
            message_id=told.get("message"),
            client_version=told["client_version"],
            interface_language=person_of(request).language,
            files=files,
        )
        return Response(TicketDetailOutput(ticket).data, status=status.HTTP_201_CREATED)

    def read_said(self, request: Request, pk: int) -> tuple[str, list[ReadFile]]:
        ticket_for(person_of(request), pk)  # before anything of somebody else's is read and counted
        said = read(ReplyWithFiles, request)
        return said["body"], _read_attached(request, said)

    @extend_schema(
        summary="Reply to a ticket",
        request={"application/json": ReplyInput, FORM: ReplyInput, "multipart/form-data": ReplyWithFiles},
        responses={201: TicketDetailOutput},
        description="Up to five files go along in a form, each as `attached`.",
    )
    @action(detail=True, methods=["post"])
    @idempotent_after(read_said)
    def reply(self, request: Request, given: tuple[str, list[ReadFile]], pk: int) -> Response:
        body, files = given
        reply_to_ticket(reporter=person_of(request), ticket_id=pk, body=body, files=files)
        return self._detail(pk, status.HTTP_201_CREATED)

    @extend_schema(summary="Say whether it is fixed", request=ConfirmInput, responses=TicketDetailOutput)
    @action(detail=True, methods=["post"], parser_classes=WITHOUT_FILES)
    @idempotent
    def confirm(self, request: Request, pk: int) -> Response:
        given = ConfirmInput(data=request.data)
        given.is_valid(raise_exception=True)
        confirm_fixed(reporter=person_of(request), ticket_id=pk, is_fixed=given.validated_data["fixed"])
        return self._detail(pk)

    @extend_schema(
        summary="Rate our help with a ticket",
        request=StarsInput,
        responses=TicketDetailOutput,
        description="Once it was answered, one to five stars, given once. Two or fewer put it before a person again.",
    )
    @action(detail=True, methods=["post"], parser_classes=WITHOUT_FILES)
    @idempotent
    def rate(self, request: Request, pk: int) -> Response:
        given = StarsInput(data=request.data)
        given.is_valid(raise_exception=True)
        rate_help(reporter=person_of(request), ticket_id=pk, stars=given.validated_data["stars"])
        return self._detail(pk)

    def _detail(self, ticket_id: int, code: int = status.HTTP_200_OK) -> Response:
        return Response(TicketDetailOutput(ticket_for(person_of(self.request), ticket_id)).data, status=code)


def _read_attached(request: Request, said: dict[str, Any]) -> list[ReadFile]:
    """Raises FileNotTaken, and what `read_files` does."""
    if others := set(request.FILES) - {ATTACHED}:
        raise FileNotTaken(field=min(others))
    return read_files(said.get(ATTACHED, []), member=person_of(request))
