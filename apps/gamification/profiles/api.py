from django.utils import translation
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.accounts.people.access import person_of
from apps.api.requests import read
from apps.gamification.badges.titles import shown_titles, wear_title
from apps.gamification.profiles.selectors import profile_of
from apps.gamification.profiles.serializers import MyTitleSerializer, ProfileSerializer, TitleSerializer


class ProfileView(APIView):
    @extend_schema(responses=ProfileSerializer, summary="What somebody is proud of", tags=["recognition"])
    def get(self, request: Request, person_id: int) -> Response:
        """My own, and that of people I share a conversation with; 404 for others and for who hides it."""
        viewer = person_of(request)
        with translation.override(viewer.language):
            return Response(ProfileSerializer(profile_of(person_id, viewer=viewer)).data)


class TitleView(APIView):
    @extend_schema(request=TitleSerializer, responses=MyTitleSerializer, summary="Wear a title", tags=["recognition"])
    def put(self, request: Request) -> Response:
        """That of a badge I have, instead of the one before. It goes with the badge."""
        person = person_of(request)
        wear_title(person=person, badge_key=read(TitleSerializer, request)["badge"])
        with translation.override(person.language):
            return Response(MyTitleSerializer({"title": shown_titles([person.pk]).get(person.pk, "")}).data)
