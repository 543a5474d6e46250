from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import status
from rest_framework.decorators import action
from rest_framework.permissions import AllowAny, BasePermission, IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from apps.accounts.people.access import person_of
from apps.feedback.releases.models import Release
from apps.feedback.releases.selectors import published_release, published_releases, thanked
from apps.feedback.releases.serializers import CreditInput, CreditOutput, ReleaseOutput
from apps.feedback.releases.services import agree_to_credit, withdraw_credit


@extend_schema_view(retrieve=extend_schema(summary="A release of the changelog"))
class ReleaseViewSet(GenericViewSet[Release]):
    """The changelog. Reading needs no sign-in."""

    queryset = Release.objects.none()
    serializer_class = ReleaseOutput
    lookup_value_converter = "int"

    def get_permissions(self) -> list[BasePermission]:
        return [AllowAny()] if self.action in ("list", "retrieve") else [IsAuthenticated()]

    @extend_schema(summary="The changelog, newest first")
    def list(self, request: Request) -> Response:
        releases = self.paginate_queryset(published_releases()) or []
        return self.get_paginated_response(
            ReleaseOutput(releases, many=True, context={"names": thanked(releases)}).data
        )

    def retrieve(self, request: Request, pk: int) -> Response:
        release = published_release(pk)
        return Response(ReleaseOutput(release, context={"names": thanked([release])}).data)

    @extend_schema(summary="Agree to be thanked by a name", request=CreditInput, responses=CreditOutput)
    @action(detail=False, methods=["put"])
    def credit(self, request: Request) -> Response:
        given = CreditInput(data=request.data)
        given.is_valid(raise_exception=True)
        agreed = agree_to_credit(person=person_of(request), nickname=given.validated_data["nickname"])
        return Response(CreditOutput(agreed).data)

    @extend_schema(summary="Be thanked without a name", request=None, responses={204: None})
    @credit.mapping.delete
    def withdraw_credit(self, request: Request) -> Response:
        withdraw_credit(person=person_of(request))
        return Response(status=status.HTTP_204_NO_CONTENT)
