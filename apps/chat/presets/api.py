from django.db.models import QuerySet
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import mixins, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from apps.accounts.people.access import person_of
from apps.api.idempotency import idempotent
from apps.api.requests import id_of, read
from apps.chat.presets.models import Preset
from apps.chat.presets.selectors import presets_of
from apps.chat.presets.serializers import PresetInputSerializer, PresetSerializer
from apps.chat.presets.services import delete_preset, save_preset
from apps.errors import NotFound

ID = OpenApiParameter("id", OpenApiTypes.INT, OpenApiParameter.PATH)


class PresetViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, GenericViewSet[Preset]):
    """One's own presets, one's team's, and the system's (those can only be read)."""

    queryset = Preset.objects.none()
    serializer_class = PresetSerializer
    lookup_value_regex = "[0-9]{1,18}"

    def get_queryset(self) -> QuerySet[Preset]:
        if getattr(self, "swagger_fake_view", False):
            return self.queryset
        return presets_of(person_of(self.request)).order_by("scope", "id")

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
        preset = self.get_queryset().filter(pk=id_of(pk)).first()
        if preset is None:
            raise NotFound
        return preset
