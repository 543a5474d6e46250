"""What a company keeps about a candidate; for everybody else there is nothing here."""

from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.accounts.people.access import person_of
from apps.api.idempotency import idempotent
from apps.api.requests import read
from apps.chat.candidates.selectors import record_for
from apps.chat.candidates.serializers import (
    NoteInputSerializer,
    RecordSerializer,
    StandingInputSerializer,
    TagInputSerializer,
)
from apps.chat.candidates.services import add_note, delete_note, set_standing, tag_candidate, untag_candidate


def _answer(request: Request, candidate_id: int, code: int = status.HTTP_200_OK) -> Response:
    return Response(record_for(person_of(request), candidate_id).as_dict(), status=code)


class CandidateRecordView(APIView):
    @extend_schema(responses=RecordSerializer)
    def get(self, request: Request, pk: int) -> Response:
        """Where the candidate stands with one's company, its tags and its notes."""
        return _answer(request, pk)

    @extend_schema(request=StandingInputSerializer, responses=RecordSerializer)
    def patch(self, request: Request, pk: int) -> Response:
        """Says where the candidate stands. They never see it."""
        set_standing(by=person_of(request), candidate_id=pk, **read(StandingInputSerializer, request))
        return _answer(request, pk)


class CandidateNotesView(APIView):
    @extend_schema(request=NoteInputSerializer, responses={201: RecordSerializer})
    @idempotent
    def post(self, request: Request, pk: int) -> Response:
        """Writes a note for one's colleagues."""
        add_note(by=person_of(request), candidate_id=pk, **read(NoteInputSerializer, request))
        return _answer(request, pk, status.HTTP_201_CREATED)


class CandidateNoteView(APIView):
    @extend_schema(responses={204: None})
    def delete(self, request: Request, pk: int, note: int) -> Response:
        """Deletes a note of one's own."""
        delete_note(by=person_of(request), candidate_id=pk, note_id=note)
        return Response(status=status.HTTP_204_NO_CONTENT)


class CandidateTagsView(APIView):
    @extend_schema(request=TagInputSerializer, responses={201: RecordSerializer})
    @idempotent
    def post(self, request: Request, pk: int) -> Response:
        """Adds a tag, new or of the company's."""
        tag_candidate(by=person_of(request), candidate_id=pk, **read(TagInputSerializer, request))
        return _answer(request, pk, status.HTTP_201_CREATED)


class CandidateTagView(APIView):
    @extend_schema(responses={204: None})
    def delete(self, request: Request, pk: int, tag: int) -> Response:
        """Takes a tag off the candidate."""
        untag_candidate(by=person_of(request), candidate_id=pk, tag_id=tag)
        return Response(status=status.HTTP_204_NO_CONTENT)
