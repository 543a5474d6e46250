from django.db.models import QuerySet
from django.utils import translation
from drf_spectacular.utils import extend_schema
from rest_framework.generics import GenericAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from apps.accounts.people.access import person_of
from apps.gamification.referrals.models import Referral
from apps.gamification.referrals.selectors import address_of, invited_by, states_of
from apps.gamification.referrals.serializers import InvitationsSerializer, InvitedSerializer
from apps.gamification.referrals.services import link_of


class InvitationsView(GenericAPIView[Referral]):
    queryset = Referral.objects.none()
    serializer_class = InvitationsSerializer

    def get_queryset(self) -> QuerySet[Referral]:
        return invited_by(person_of(self.request))

    @extend_schema(summary="My invitation link, and who came by it", tags=["recognition"])
    def get(self, request: Request) -> Response:
        """Newest first, without who they are."""
        person = person_of(request)
        page = self.paginate_queryset(self.get_queryset()) or []
        with translation.override(person.language):
            invited = InvitedSerializer(states_of(person, list(page)), many=True).data
        response = self.get_paginated_response(invited)
        response.data = {"address": address_of(link_of(person)), **response.data}
        return response
