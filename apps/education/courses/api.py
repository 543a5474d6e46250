from django.urls import path
from drf_spectacular.utils import extend_schema
from rest_framework.generics import GenericAPIView
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.accounts.models import User
from apps.accounts.people.access import person_of
from apps.api.idempotency import idempotent
from apps.education.courses.models import Course
from apps.education.courses.selectors import course_for, lesson_of, progress_in
from apps.education.courses.serializers import (
    CourseSerializer,
    LessonDoneSerializer,
    WholeCourseSerializer,
    done_data,
)
from apps.education.courses.services import finish_lesson


class CoursesView(GenericAPIView[Course]):
    permission_classes = [AllowAny]
    queryset = Course.objects.none()
    serializer_class = CourseSerializer

    @extend_schema(responses=CourseSerializer(many=True), summary="Courses", tags=["help"])
    def get(self, request: Request) -> Response:
        """Those for the reader's role, in their order. No sign-in is needed."""
        reader = _reader(request)
        page = self.paginate_queryset(Course.objects.for_reader(reader))
        return self.get_paginated_response(CourseSerializer(progress_in(page or [], reader), many=True).data)


class CourseView(APIView):
    permission_classes = [AllowAny]

    @extend_schema(responses=WholeCourseSerializer, summary="A course with its lessons", tags=["help"])
    def get(self, request: Request, slug: str) -> Response:
        return Response(WholeCourseSerializer(course_for(slug, _reader(request))).data)


class LessonDoneView(APIView):
    @extend_schema(request=None, responses=LessonDoneSerializer, summary="Finish a lesson", tags=["help"])
    @idempotent
    def post(self, request: Request, slug: str, position: int) -> Response:
        """Says that I went through it; a second time changes nothing."""
        person = person_of(request)
        finish_lesson(lesson=lesson_of(course_for(slug, person), position), person=person)
        return Response(done_data(course_for(slug, person)))


def _reader(request: Request) -> User | None:
    return request.user if isinstance(request.user, User) else None


urlpatterns = [
    path("courses/", CoursesView.as_view(), name="course-list"),
    path("courses/<slug:slug>/", CourseView.as_view(), name="course-detail"),
    path("courses/<slug:slug>/lessons/<int:position>/done/", LessonDoneView.as_view(), name="course-lesson-done"),
]
