from django.db.models import QuerySet
from django.http import FileResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework import mixins, status
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView
from rest_framework.viewsets import GenericViewSet

from apps.accounts.people.access import person_of
from apps.api.idempotency import idempotent, idempotent_after
from apps.api.requests import id_of, read
from apps.chat.conversations.selectors import conversation_for
from apps.chat.files.rendering import attachment_dict
from apps.chat.files.services import ReadFile
from apps.chat.presets.files import keep_with, lay_out, preset_file_for, read_for, remove_preset_file
from apps.chat.presets.filters import PresetFilter
from apps.chat.presets.models import Preset
from apps.chat.presets.selectors import preset_for, presets_of
from apps.chat.presets.serializers import (
    LaidOutSerializer,
    LayOutSerializer,
    PresetFileInputSerializer,
    PresetFileSerializer,
    PresetInputSerializer,
    PresetSerializer,
)
from apps.chat.presets.services import delete_preset, save_preset
from apps.uploads.serving import served

ID = OpenApiParameter("id", OpenApiTypes.INT, OpenApiParameter.PATH)


class PresetViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, GenericViewSet[Preset]):
    """One's own presets, one's team's, and the system's (those can only be read)."""

    queryset = Preset.objects.none()
    serializer_class = PresetSerializer
    filterset_class = PresetFilter
    lookup_value_regex = "[0-9]{1,18}"

    def get_queryset(self) -> QuerySet[Preset]:
        if getattr(self, "swagger_fake_view", False):
            return self.queryset
        return presets_of(person_of(self.request)).prefetch_related("files").order_by("scope", "id")

    @extend_schema(request=PresetInputSerializer, responses={201: PresetSerializer})
    @idempotent
    def create(self, request: Request) -> Response:
        preset = save_preset(by=person_of(request), **read(PresetInputSerializer, request))
        return Response(self.get_serializer(preset).data, status=status.HTTP_201_CREATED)

    @extend_schema(request=PresetInputSerializer, responses=PresetSerializer)
    def update(self, request: Request, pk: str) -> Response:
        data = read(PresetInputSerializer, request)
        return Response(self.get_serializer(save_preset(by=person_of(request), preset=self._preset(pk), **data)).data)

    @extend_schema(responses={204: None})
    def destroy(self, request: Request, pk: str) -> Response:
        delete_preset(by=person_of(request), preset=self._preset(pk))
        return Response(status=status.HTTP_204_NO_CONTENT)

    def _preset(self, pk: str) -> Preset:
        return preset_for(person_of(self.request), id_of(pk))


class PresetFilesView(APIView):
    parser_classes = (MultiPartParser,)

    def read_file(self, request: Request, preset_id: int) -> ReadFile:
        person = person_of(request)
        preset = preset_for(person, preset_id)
        return read_for(preset, by=person, file=read(PresetFileInputSerializer, request)["file"])

    @extend_schema(request=PresetFileInputSerializer, responses={201: PresetFileSerializer})
    @idempotent_after(read_file)
    def post(self, request: Request, read: ReadFile, preset_id: int) -> Response:
        """Adds a picture or a document that the preset brings along, up to five."""
        person = person_of(request)
        file = keep_with(preset_for(person, preset_id), by=person, read=read)
        return Response(PresetFileSerializer(file).data, status=status.HTTP_201_CREATED)


class PresetFileView(APIView):
    @extend_schema(responses={200: OpenApiResponse(OpenApiTypes.BINARY)})
    def get(self, request: Request, preset_id: int, file_id: int) -> FileResponse:
        """The file, to be saved, for whoever may use the preset."""
        file = preset_file_for(person_of(request), preset_id, file_id)
        return served(file.file, name=file.name, content_type=file.content_type)

    @extend_schema(responses={204: None})
    def delete(self, request: Request, preset_id: int, file_id: int) -> Response:
        person = person_of(request)
        remove_preset_file(by=person, preset=preset_for(person, preset_id), file_id=file_id)
        return Response(status=status.HTTP_204_NO_CONTENT)


class PresetAttachmentsView(APIView):
    @extend_schema(request=LayOutSerializer, responses={201: LaidOutSerializer})
    @idempotent
    def post(self, request: Request, preset_id: int) -> Response:
        """Copies what the preset brings along into a conversation; the ids then go into a message's `attachments`."""
        person = person_of(request)
        conversation = conversation_for(person, read(LayOutSerializer, request)["conversation"])
        laid = lay_out(sender=person, preset=preset_for(person, preset_id), conversation=conversation)
        return Response({"results": [attachment_dict(one) for one in laid]}, status=status.HTTP_201_CREATED)
