"""One's company: its people, who asks to join, and invitations. For people who hire."""

from typing import Any

from django.conf import settings
from django.urls import path, reverse
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.accounts.companies import joining
from apps.accounts.companies.selectors import colleagues_of, waiting_request_of
from apps.accounts.companies.serializers import (
    CompanyNameSerializer,
    DecisionSerializer,
    JoinRequestSerializer,
    MyCompanyPageSerializer,
    NewInvitationSerializer,
    TokenOfInvitationSerializer,
)
from apps.accounts.people.access import person_of
from apps.accounts.people.models import User
from apps.api.idempotency import idempotent
from apps.errors import NotFound


def _recruiter(request: Request) -> User:
    person = person_of(request)
    if not person.is_recruiter:
        raise NotFound
    return person


def _read(kind: type[serializers.Serializer[None]], request: Request) -> dict[str, Any]:
    said = kind(data=request.data)
    said.is_valid(raise_exception=True)
    return dict(said.validated_data)


def _company_page(person: User) -> Response:
    company, asked = person.company, waiting_request_of(person)
    page = {
        "company": company,
        "asked": asked and asked.company,
        "colleagues": colleagues_of(person),
        "requests": joining.requests_waiting_for(person),
        "invitations": joining.open_invitations(company, now=timezone.now()) if company else [],
    }
    return Response(MyCompanyPageSerializer(page).data)


class CompanyView(APIView):
    @extend_schema(responses=MyCompanyPageSerializer, summary="My company", tags=["company"])
    def get(self, request: Request) -> Response:
        return _company_page(_recruiter(request))

    @extend_schema(
        request=CompanyNameSerializer, responses=MyCompanyPageSerializer, summary="Say where I work", tags=["company"]
    )
    @idempotent
    def post(self, request: Request) -> Response:
        """Founds a company that isn't here; for one that is, asks its people: then it stands under `asked`."""
        person = _recruiter(request)
        joining.say_where_one_works(person=person, **_read(CompanyNameSerializer, request))
        return _company_page(User.objects.get(pk=person.pk))


class JoinRequestView(APIView):
    @extend_schema(
        request=DecisionSerializer, responses=JoinRequestSerializer, summary="Decide who joins", tags=["company"]
    )
    @idempotent
    def post(self, request: Request, request_id: int) -> Response:
        decided = joining.decide_request(
            request_id=request_id, by=_recruiter(request), now=timezone.now(), **_read(DecisionSerializer, request)
        )
        return Response(JoinRequestSerializer(decided).data)


class InvitationListView(APIView):
    @extend_schema(request=None, responses={201: NewInvitationSerializer}, summary="Invite", tags=["company"])
    def post(self, request: Request) -> Response:
        """A link that works once and ends after seven days. It is told once, so an `Idempotency-Key` isn't kept."""
        token = joining.invite(by=_recruiter(request), now=timezone.now())
        link = {"token": token, "url": settings.SITE_URL + reverse("accounts:invitation", args=[token])}
        return Response(NewInvitationSerializer(link).data, status=status.HTTP_201_CREATED)


class InvitationView(APIView):
    @extend_schema(responses={204: None}, summary="Take an invitation back", tags=["company"])
    def delete(self, request: Request, invitation_id: int) -> Response:
        joining.withdraw_invitation(invitation_id=invitation_id, by=_recruiter(request), now=timezone.now())
        return Response(status=status.HTTP_204_NO_CONTENT)


class AcceptInvitationView(APIView):
    @extend_schema(
        request=TokenOfInvitationSerializer, responses=MyCompanyPageSerializer, summary="Join", tags=["company"]
    )
    @idempotent
    def post(self, request: Request) -> Response:
        person = _recruiter(request)
        joining.accept_invitation(person=person, now=timezone.now(), **_read(TokenOfInvitationSerializer, request))
        return _company_page(User.objects.get(pk=person.pk))


urlpatterns = [
    path("company/", CompanyView.as_view(), name="api-company"),
    path("company/requests/<int:request_id>/", JoinRequestView.as_view(), name="api-join-request"),
    path("company/invitations/", InvitationListView.as_view(), name="api-invitations"),
    path("company/invitations/accept/", AcceptInvitationView.as_view(), name="api-accept-invitation"),
    path("company/invitations/<int:invitation_id>/", InvitationView.as_view(), name="api-invitation"),
]
