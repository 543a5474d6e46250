from typing import Any

from django.db import transaction
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.accounts.people.access import person_of
from apps.api.idempotency import idempotent
from apps.chat.translation.models import Translation
from apps.chat.translation.serializers import TranslationSerializer
from apps.chat.translation.services import ask_for_translation, translation_for
from apps.chat.translation.tasks import translate_message
from apps.chat.translation.wording import failure_words


class TranslationView(APIView):
    """Only where an endpoint is configured; else there is nothing here."""

    @extend_schema(responses=TranslationSerializer)
    def get(self, request: Request, pk: int) -> Response:
        """What became of a translation that was asked for."""
        return Response(_as_dict(translation_for(reader=person_of(request), message_id=pk)))

    @extend_schema(request=None, responses=TranslationSerializer)
    @idempotent
    def post(self, request: Request, pk: int) -> Response:
        """Asks for the message in one's own language. It may take some seconds: ask with GET until it is there."""
        translation = ask_for_translation(reader=person_of(request), message_id=pk)
        if translation.state == Translation.State.WAITING:
            number = translation.pk
            # Without a broker it stays waiting, and whoever asks again in two minutes starts it anew.
            transaction.on_commit(lambda: translate_message.delay(number), robust=True)
        return Response(_as_dict(translation))


def _as_dict(translation: Translation) -> dict[str, Any]:
    return {
        "message": translation.message_id,
        "language": translation.language,
        "state": translation.state,
        "text": translation.text,
        "detail": failure_words(translation),
    }
