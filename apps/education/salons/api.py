from typing import Any

from django.http import HttpResponse
from django.urls import path
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.generics import GenericAPIView
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.accounts.models import User
from apps.accounts.people.access import person_of
from apps.api.idempotency import idempotent
from apps.api.requests import read
from apps.education.salons.calendars import calendar_response
from apps.education.salons.checking_in import Arrival, check_in
from apps.education.salons.models import Salon, SalonGuest
from apps.education.salons.registering import rate, register, withdraw
from apps.education.salons.selectors import Attendance, feedback_on, guests_of, hosted, listed, salon_for
from apps.education.salons.serializers import (
    AttendanceSerializer,
    CheckedSerializer,
    CheckInSerializer,
    SalonDecisionSerializer,
    SalonFeedbackGivenSerializer,
    SalonFeedbackSerializer,
    SalonFilterSerializer,
    SalonGuestSerializer,
    SalonSerializer,
    WriteSalonSerializer,
)
from apps.education.salons.services import agree, call_off, refuse, save_salon


def _standing(salon_id: int, person: User) -> Response:
    attendance = Attendance(salon_for(person, salon_id), person, timezone.now())
    return Response(AttendanceSerializer(attendance).data)


class SalonsView(GenericAPIView[Salon]):
    queryset = Salon.objects.none()
    serializer_class = SalonSerializer

    @extend_schema(
        parameters=[SalonFilterSerializer], responses=SalonSerializer(many=True), summary="Events", tags=["events"]
    )
    def get(self, request: Request) -> Response:
        """Upcoming ones, the next first; mine; or past ones, the last first."""
        chosen = SalonFilterSerializer(data=request.query_params)
        chosen.is_valid(raise_exception=True)
        found = listed(person_of(request), now=timezone.now(), **chosen.validated_data)
        page = self.paginate_queryset(found.prefetch_related("co_hosts")) or []
        return self.get_paginated_response(SalonSerializer(page, many=True).data)

    @extend_schema(
        request=WriteSalonSerializer, responses={201: SalonSerializer}, summary="Propose an event", tags=["events"]
    )
    @idempotent
    def post(self, request: Request) -> Response:
        """For experts, whose event waits for an operator, and for operators. 403 `may_not_host` for others."""
        person = person_of(request)
        salon = Salon(host=person, zone=person.time_zone, **read(WriteSalonSerializer, request))
        return Response(SalonSerializer(save_salon(salon=salon, by=person)).data, status=status.HTTP_201_CREATED)


class SalonView(APIView):
    @extend_schema(responses=AttendanceSerializer, summary="An event", tags=["events"])
    def get(self, request: Request, salon_id: int) -> Response:
        return _standing(salon_id, person_of(request))

    @extend_schema(request=WriteSalonSerializer, responses=SalonSerializer, summary="Change an event", tags=["events"])
    def put(self, request: Request, salon_id: int) -> Response:
        """For its hosts. Another time or place is told to everybody who registered."""
        person, said = person_of(request), read(WriteSalonSerializer, request)
        salon = hosted(person, salon_id)
        for name, value in said.items():
            setattr(salon, name, value)
        return Response(SalonSerializer(save_salon(salon=salon, by=person)).data)


class SalonDecisionView(APIView):
    @extend_schema(
        request=SalonDecisionSerializer, responses=SalonSerializer, summary="Decide on an event", tags=["events"]
    )
    @idempotent
    def post(self, request: Request, salon_id: int) -> Response:
        """Operators agree to what an expert proposed or refuse it; its hosts cancel it."""
        person, said = person_of(request), read(SalonDecisionSerializer, request)
        salon, reason = hosted(person, salon_id), said["reason"]
        if said["decision"] == "agree":
            salon = agree(salon=salon, by=person)
        else:
            salon = {"refuse": refuse, "cancel": call_off}[said["decision"]](salon=salon, by=person, reason=reason)
        return Response(SalonSerializer(salon).data)


class RegistrationView(APIView):
    @extend_schema(request=None, responses=AttendanceSerializer, summary="Register for an event", tags=["events"])
    def put(self, request: Request, salon_id: int) -> Response:
        """A seat, or a place on the waiting list. A second time changes nothing."""
        person = person_of(request)
        register(salon=salon_for(person, salon_id), person=person)
        return _standing(salon_id, person)

    @extend_schema(responses={200: AttendanceSerializer}, summary="Give my seat back", tags=["events"])
    def delete(self, request: Request, salon_id: int) -> Response:
        """The next one on the waiting list gets it."""
        person = person_of(request)
        withdraw(salon=salon_for(person, salon_id), person=person)
        return _standing(salon_id, person)


class SalonCalendarView(APIView):
    @extend_schema(
        responses={(200, "text/calendar"): OpenApiTypes.BINARY}, summary="An event for my calendar", tags=["events"]
    )
    def get(self, request: Request, salon_id: int) -> HttpResponse:
        return calendar_response(person_of(request), salon_id)


class SalonFeedbackView(GenericAPIView[SalonGuest]):
    queryset = SalonGuest.objects.none()
    serializer_class = SalonFeedbackGivenSerializer

    @extend_schema(
        responses=SalonFeedbackGivenSerializer(many=True), summary="What guests said of my event", tags=["events"]
    )
    def get(self, request: Request, salon_id: int) -> Response:
        found = feedback_on(hosted(person_of(request), salon_id))
        page = self.paginate_queryset(found) or []
        return self.get_paginated_response(SalonFeedbackGivenSerializer(page, many=True).data)

    @extend_schema(
        request=SalonFeedbackSerializer,
        responses=SalonFeedbackGivenSerializer,
        summary="Say how an event was",
        tags=["events"],
    )
    def put(self, request: Request, salon_id: int) -> Response:
        """For who had a seat, once it is over; again replaces it. Its hosts alone read it."""
        person, said = person_of(request), read(SalonFeedbackSerializer, request)
        guest = rate(salon=salon_for(person, salon_id), person=person, **said)
        return Response(SalonFeedbackGivenSerializer(guest).data)


class SalonGuestsView(GenericAPIView[SalonGuest]):
    queryset = SalonGuest.objects.none()
    serializer_class = SalonGuestSerializer

    @extend_schema(responses=SalonGuestSerializer(many=True), summary="Who comes to my event", tags=["events"])
    def get(self, request: Request, salon_id: int) -> Response:
        person = person_of(request)
        page = self.paginate_queryset(guests_of(hosted(person, salon_id), person)) or []
        return self.get_paginated_response(SalonGuestSerializer(page, many=True).data)


class CheckInView(APIView):
    @extend_schema(
        request=CheckInSerializer, responses=CheckedSerializer(many=True), summary="Check guests in", tags=["events"]
    )
    @idempotent
    def post(self, request: Request, salon_id: int) -> Response:
        """For its hosts, also later: what was noted without a connection is sent with its times. The same code again
        is `again` and changes nothing."""
        person, said = person_of(request), read(CheckInSerializer, request)
        arrivals: list[dict[str, Any]] = said["arrivals"]
        checked = check_in(salon=hosted(person, salon_id), by=person, arrivals=[Arrival(**one) for one in arrivals])
        return Response(CheckedSerializer(checked, many=True).data)


urlpatterns = [
    path("salons/", SalonsView.as_view(), name="salon-list"),
    path("salons/<int:salon_id>/", SalonView.as_view(), name="salon-detail"),
    path("salons/<int:salon_id>/decision/", SalonDecisionView.as_view(), name="salon-decision"),
    path("salons/<int:salon_id>/registration/", RegistrationView.as_view(), name="salon-registration"),
    path("salons/<int:salon_id>/calendar/", SalonCalendarView.as_view(), name="salon-calendar"),
    path("salons/<int:salon_id>/feedback/", SalonFeedbackView.as_view(), name="salon-feedback"),
    path("salons/<int:salon_id>/guests/", SalonGuestsView.as_view(), name="salon-guests"),
    path("salons/<int:salon_id>/check-ins/", CheckInView.as_view(), name="salon-check-ins"),
]
