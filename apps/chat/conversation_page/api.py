from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from apps.accounts.models import User
from apps.accounts.people.access import person_of
from apps.api.idempotency import idempotent
from apps.api.requests import id_of, number_from, read
from apps.chat.availability.promises import promise_answer
from apps.chat.closing.services import move_or_decline
from apps.chat.conversation_page.details import conversation_dict
from apps.chat.conversation_page.serializers import ConversationSerializer
from apps.chat.conversations.models import Conversation, Participant
from apps.chat.conversations.selectors import conversation_for
from apps.chat.greeting.serializers import GreetSerializer
from apps.chat.greeting.services import greet
from apps.chat.inbox.due import with_dues
from apps.chat.inbox.filters import InboxFilter
from apps.chat.inbox.paging import InboxPage
from apps.chat.inbox.selectors import entries, participants_in_inbox
from apps.chat.inbox.serializers import EntrySerializer, StateInputSerializer
from apps.chat.inbox.services import set_state
from apps.chat.messages.rendering import message_dict
from apps.chat.messages.selectors import messages_page, sent_message_dict
from apps.chat.messages.serializers import MessagePageSerializer, MessageSerializer
from apps.chat.participants.selectors import colleague, successor
from apps.chat.participants.serializers import HandOverSerializer, LeaveSerializer
from apps.chat.participants.services import hand_over, leave_conversation
from apps.chat.presets.features import READY_PRESETS
from apps.chat.presets.selectors import find_presets
from apps.chat.presets.serializers import PresetSuggestionSerializer
from apps.chat.reading.catching_up import changes, removed_since
from apps.chat.reading.selectors import with_unread
from apps.chat.reading.serializers import ChangesSerializer, PointerSerializer
from apps.chat.reading.services import mark_delivered, mark_read
from apps.chat.sending.client_ids import IDEMPOTENCY_KEY, client_id_of
from apps.chat.sending.serializers import SendSerializer
from apps.chat.sending.services import question_about, send_message
from apps.chat.stages.serializers import StageSerializer
from apps.chat.topics.selectors import chips_for
from apps.chat.topics.serializers import ChipSerializer
from apps.chat.topics.services import ask_a_person
from apps.errors import InvalidInput, NotFound
from apps.experiments.services import feature_shown
from apps.matching.models import Job

ID = OpenApiParameter("id", OpenApiTypes.INT, OpenApiParameter.PATH)
MAX_MESSAGES = 100


@extend_schema(parameters=[ID])
class ConversationViewSet(GenericViewSet[Participant]):
    """One's conversations. Their list is the inbox."""

    queryset = Participant.objects.none()
    serializer_class = EntrySerializer
    filterset_class = InboxFilter
    pagination_class = InboxPage

    def get_queryset(self) -> QuerySet[Participant]:
        return with_unread(participants_in_inbox(person_of(self.request)))

    @extend_schema(parameters=[OpenApiParameter("id", exclude=True)], responses=EntrySerializer(many=True))
    def list(self, request: Request) -> Response:
        """The inbox. With `changed_since`: what changed after that cursor; who is no longer a member anywhere reads
        it from `removed`."""
        viewer = person_of(request)
        page = self.paginate_queryset(self.filter_queryset(self.get_queryset()))
        found = with_dues(entries(page or []), viewer, now=timezone.now())
        response = self.get_paginated_response([entry.as_dict(viewer) for entry in found])
        if since := request.query_params.get("changed_since"):
            response.data["removed"] = removed_since(viewer, since)
        return response

    @extend_schema(
        parameters=[OpenApiParameter("id", exclude=True), IDEMPOTENCY_KEY],
        request=GreetSerializer,
        responses={201: ConversationSerializer},
        filters=False,
    )
    def create(self, request: Request) -> Response:
        """Greets: opens the conversation about a job with a first message, or writes it into the one there is."""
        sender, data = person_of(request), read(GreetSerializer, request)
        job = Job.objects.visible_to(sender).filter(pk=data["job"]).first()
        candidate = User.objects.filter(pk=data.get("candidate") or sender.pk, is_active=True).first()
        if job is None or candidate is None:
            raise NotFound
        conversation = greet(
            sender=sender,
            job=job,
            candidate=candidate,
            body=data["body"],
            client_id=client_id_of(request, data),
            origin=data["origin"],
            preset_id=data["preset"],
        )
        return Response(conversation_dict(sender, conversation.pk), status=status.HTTP_201_CREATED)

    @extend_schema(responses=ConversationSerializer, filters=False)
    def retrieve(self, request: Request, pk: str) -> Response:
        return Response(conversation_dict(person_of(request), id_of(pk)))

    @extend_schema(
        parameters=[OpenApiParameter("after_rev", OpenApiTypes.INT, required=True)],
        responses=ChangesSerializer,
        filters=False,
    )
    @action(detail=True, pagination_class=None)
    def changes(self, request: Request, pk: str) -> Response:
        """What changed after a revision: messages, and everybody's newest pointers."""
        conversation = self._conversation(pk)
        after_rev = number_from(request, "after_rev", default=0) or 0
        return Response(changes(conversation, person_of(request), after_rev=after_rev).as_dict())

    @extend_schema(
        methods=["GET"],
        parameters=[
            OpenApiParameter("before_seq", OpenApiTypes.INT, description="Those next before this number."),
            OpenApiParameter("after_seq", OpenApiTypes.INT, description="Those next after this number."),
            OpenApiParameter("around_seq", OpenApiTypes.INT, description="Those around this number, with it."),
            OpenApiParameter("limit", OpenApiTypes.INT),
        ],
        responses=MessagePageSerializer,
        filters=False,
    )
    @extend_schema(
        methods=["POST"],
        parameters=[IDEMPOTENCY_KEY],
        request=SendSerializer,
        responses={201: MessageSerializer},
        filters=False,
    )
    @action(detail=True, methods=["GET", "POST"], pagination_class=None)
    def messages(self, request: Request, pk: str) -> Response:
        """A page of messages, the newest or those before, after or around a number, oldest first; or sends one."""
        conversation = self._conversation(pk)
        if request.method == "POST":
            return self._send(request, conversation)
        limit = min(max(number_from(request, "limit", default=50) or 50, 1), MAX_MESSAGES)
        places = {name: number_from(request, name) for name in ("before_seq", "after_seq", "around_seq")}
        if len([place for place in places.values() if place is not None]) > 1:
            raise InvalidInput(field="around_seq")
        found = messages_page(conversation, **places, limit=limit)
        # Numbers begin at 1 and have no gaps.
        has_more, has_later = (found[0].seq > 1, found[-1].seq < conversation.head_seq) if found else (False, False)
        shown = [message_dict(message) for message in found]
        return Response({"messages": shown, "has_more": has_more, "has_later": has_later})

    def _send(self, request: Request, conversation: Conversation) -> Response:
        data = read(SendSerializer, request)
        sent = send_message(
            sender=person_of(request),
            conversation_id=conversation.pk,
            body=data["body"],
            client_id=client_id_of(request, data),
            origin=data["origin"],
            preset_id=data["preset"],
            reply_to_id=data["reply_to"],
            attachments=data["attachments"],
            facts=question_about(data["topic"]),
            mentions=data["mentions"],
            may_ask=not data["confirm"],
        )
        return Response(sent.message or sent_message_dict(sent.id), status=status.HTTP_201_CREATED)

    @extend_schema(request=PointerSerializer, responses={204: None}, filters=False)
    @action(detail=True, methods=["POST"])
    @idempotent
    def read(self, request: Request, pk: str) -> Response:
        """Says that everything up to this number was read."""
        mark_read(
            user=person_of(request),
            conversation_id=self._conversation(pk).pk,
            seq=read(PointerSerializer, request)["seq"],
        )
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(request=PointerSerializer, responses={204: None}, filters=False)
    @action(detail=True, methods=["POST"])
    @idempotent
    def delivered(self, request: Request, pk: str) -> Response:
        """Says that everything up to this number has arrived."""
        seq = read(PointerSerializer, request)["seq"]
        mark_delivered(user=person_of(request), conversation_id=self._conversation(pk).pk, seq=seq)
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(request=StateInputSerializer, responses=ConversationSerializer, filters=False)
    @action(detail=True, methods=["PATCH"])
    def state(self, request: Request, pk: str) -> Response:
        """Changes how one's own inbox shows it: mute, pin, archive, snooze, unread, draft."""
        user, data, conversation_id = person_of(request), read(StateInputSerializer, request), self._conversation(pk).pk
        set_state(user=user, conversation_id=conversation_id, changes=data)
        return Response(conversation_dict(user, conversation_id))

    @extend_schema(request=StageSerializer, responses=ConversationSerializer, filters=False)
    @action(detail=True, methods=["POST"])
    @idempotent
    def stage(self, request: Request, pk: str) -> Response:
        """Moves the conversation. Closing it while the other side waits needs `words`: 409 `somebody_waits`."""
        user = person_of(request)
        data = read(StageSerializer, request)
        move_or_decline(by=user, conversation_id=self._conversation(pk).pk, **data)
        return Response(conversation_dict(user, id_of(pk)))

    @extend_schema(request=None, responses={201: MessageSerializer}, filters=False)
    @action(detail=True, methods=["POST"])
    @idempotent
    def promise(self, request: Request, pk: str) -> Response:
        """ "Seen, I'll answer tonight": tells the others and reminds oneself."""
        sent = promise_answer(user=person_of(request), conversation_id=self._conversation(pk).pk)
        return Response(sent.message or sent_message_dict(sent.id), status=status.HTTP_201_CREATED)

    @extend_schema(request=HandOverSerializer, responses=ConversationSerializer, filters=False)
    @action(detail=True, methods=["POST"], url_path="hand-over")
    @idempotent
    def hand_over(self, request: Request, pk: str) -> Response:
        """Makes a colleague the one who answers for the company."""
        user = person_of(request)
        conversation = self._conversation(pk)
        data = read(HandOverSerializer, request)
        to = colleague(user, data["to"])
        hand_over(by=user, conversation_id=conversation.pk, to=to, words=data["words"])
        return Response(conversation_dict(user, conversation.pk))

    @extend_schema(request=LeaveSerializer, responses={204: None}, filters=False)
    @action(detail=True, methods=["POST"])
    @idempotent
    def leave(self, request: Request, pk: str) -> Response:
        """Takes part no longer. Somebody else of the company must then answer for it; a candidate can only close. The
        owner of a group passes it on."""
        user, conversation = person_of(request), self._conversation(pk)
        number = read(LeaveSerializer, request).get("to")
        to = successor(user, conversation, number) if number else None
        leave_conversation(user=user, conversation_id=conversation.pk, to=to)
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(responses=ChipSerializer(many=True), filters=False)
    @action(detail=True, pagination_class=None)
    def chips(self, request: Request, pk: str) -> Response:
        """Open topics that one tap asks about."""
        return Response(chips_for(self._conversation(pk), person_of(request)))

    @extend_schema(request=None, responses={201: MessageSerializer}, filters=False)
    @action(detail=True, methods=["POST"], url_path="ask-a-person")
    @idempotent
    def ask_a_person(self, request: Request, pk: str) -> Response:
        """For a candidate whom the job's card has just answered: sends the question on to the recruiter."""
        sent = ask_a_person(candidate=person_of(request), conversation=self._conversation(pk))
        return Response(sent.message or sent_message_dict(sent.id), status=status.HTTP_201_CREATED)

    @extend_schema(
        parameters=[OpenApiParameter("q", OpenApiTypes.STR)],
        responses=PresetSuggestionSerializer(many=True),
        filters=False,
    )
    @action(detail=True, pagination_class=None)
    def presets(self, request: Request, pk: str) -> Response:
        """The presets that one may use here, filled in, as `/` searches them."""
        person, conversation = person_of(request), self._conversation(pk)
        query = request.query_params.get("q", "")[:80]
        has_ready = feature_shown(READY_PRESETS, person, conversation=conversation.pk)
        found = find_presets(person, conversation, query=query, has_ready=has_ready)
        return Response([suggestion.as_dict() for suggestion in found])

    def _conversation(self, pk: str) -> Conversation:
        return conversation_for(person_of(self.request), id_of(pk))
