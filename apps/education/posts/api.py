from django.db.models import QuerySet
from django.urls import path
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import status
from rest_framework.generics import GenericAPIView
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.accounts.people.access import person_of
from apps.api.idempotency import idempotent
from apps.api.requests import read
from apps.chat.moderation.serializers import ReportSerializer
from apps.chat.sending.client_ids import client_id_of
from apps.education.circles.selectors import circle_for
from apps.education.posts.models import Post
from apps.education.posts.moderating import moderate, report_post
from apps.education.posts.selectors import ORDERS, author_for, feed, in_this_order, post_for, thread_of, written_by
from apps.education.posts.serializers import (
    ChangePostSerializer,
    ModeratePostSerializer,
    PostSerializer,
    ReportPostSerializer,
    SolutionSerializer,
    WriteAnswerSerializer,
    WritePostSerializer,
)
from apps.education.posts.services import (
    accept_answer,
    change_post,
    remove_post,
    reopen_question,
    write_answer,
    write_post,
)
from apps.education.posts.voting import set_helpful


class CirclePostsView(GenericAPIView[Post]):
    queryset = Post.objects.none()
    serializer_class = PostSerializer

    @extend_schema(
        responses=PostSerializer(many=True),
        parameters=[OpenApiParameter("order", str, enum=ORDERS)],
        summary="Posts of a group by field",
        tags=["groups"],
    )
    def get(self, request: Request, slug: str) -> Response:
        """`best` (as it is), `new`, or `open`: questions without a solution."""
        person, order = person_of(request), request.query_params.get("order") or "best"
        page = self.paginate_queryset(feed(circle_for(slug), person, order=order, now=timezone.now()))
        return self.get_paginated_response(PostSerializer(in_this_order(list(page or []), person), many=True).data)

    @extend_schema(
        request=WritePostSerializer, responses={201: PostSerializer}, summary="Write a post", tags=["groups"]
    )
    @idempotent
    def post(self, request: Request, slug: str) -> Response:
        """403 `join_first` for who isn't in the group, 400 `contact_in_post`, 409 `confirm_needed` where it reads like
        a scam."""
        person, said = person_of(request), read(WritePostSerializer, request)
        written = write_post(
            author=person,
            circle=circle_for(slug),
            kind=said["kind"],
            title=said["title"],
            body=said["body"],
            client_id=client_id_of(request, {}),
            is_confirmed=said["confirmed"],
        )
        return Response(PostSerializer(written).data, status=status.HTTP_201_CREATED)


class PostView(APIView):
    @extend_schema(responses=PostSerializer, summary="A post or an answer", tags=["groups"])
    def get(self, request: Request, post_id: int) -> Response:
        return Response(PostSerializer(post_for(person_of(request), post_id)).data)

    @extend_schema(request=ChangePostSerializer, responses=PostSerializer, summary="Change my post", tags=["groups"])
    def put(self, request: Request, post_id: int) -> Response:
        person, said = person_of(request), read(ChangePostSerializer, request)
        found = post_for(person, post_id)
        change_post(post=found, by=person, title=said["title"], body=said["body"], is_confirmed=said["confirmed"])
        return Response(PostSerializer(post_for(person, post_id)).data)

    @extend_schema(responses={204: None}, summary="Remove my post", tags=["groups"])
    def delete(self, request: Request, post_id: int) -> Response:
        """Its words are gone."""
        person = person_of(request)
        remove_post(post=post_for(person, post_id), by=person)
        return Response(status=status.HTTP_204_NO_CONTENT)


class AnswersView(GenericAPIView[Post]):
    queryset = Post.objects.none()
    serializer_class = PostSerializer

    @extend_schema(responses=PostSerializer(many=True), summary="Answers to a post", tags=["groups"])
    def get(self, request: Request, post_id: int) -> Response:
        """The accepted one first, then those recommended, then by how many it helped; at most 200."""
        person = person_of(request)
        page = self.paginate_queryset(thread_of(post_for(person, post_id), person).answers)
        return self.get_paginated_response(PostSerializer(page or [], many=True).data)

    @extend_schema(
        request=WriteAnswerSerializer, responses={201: PostSerializer}, summary="Answer a post", tags=["groups"]
    )
    @idempotent
    def post(self, request: Request, post_id: int) -> Response:
        person, said = person_of(request), read(WriteAnswerSerializer, request)
        answer = write_answer(
            author=person,
            post=post_for(person, post_id),
            body=said["body"],
            client_id=client_id_of(request, {}),
            is_confirmed=said["confirmed"],
        )
        return Response(PostSerializer(answer).data, status=status.HTTP_201_CREATED)


class HelpfulView(APIView):
    @extend_schema(request=None, responses=PostSerializer, summary="Say that a post helped", tags=["groups"])
    def put(self, request: Request, post_id: int) -> Response:
        """403 `own_post` for one's own."""
        return self._set(request, post_id, is_helpful=True)

    @extend_schema(responses={200: PostSerializer}, summary="Take that back", tags=["groups"])
    def delete(self, request: Request, post_id: int) -> Response:
        return self._set(request, post_id, is_helpful=False)

    def _set(self, request: Request, post_id: int, *, is_helpful: bool) -> Response:
        person = person_of(request)
        set_helpful(post=post_for(person, post_id), voter=person, is_helpful=is_helpful)
        return Response(PostSerializer(post_for(person, post_id)).data)


class SolutionView(APIView):
    @extend_schema(
        request=SolutionSerializer, responses=PostSerializer, summary="Say which answer solved it", tags=["groups"]
    )
    def put(self, request: Request, post_id: int) -> Response:
        """The asker alone, and not an answer of their own."""
        person, said = person_of(request), read(SolutionSerializer, request)
        accept_answer(post=post_for(person, post_id), answer_id=said["answer"], by=person)
        return Response(PostSerializer(post_for(person, post_id)).data)

    @extend_schema(responses={200: PostSerializer}, summary="Say that it isn't solved after all", tags=["groups"])
    def delete(self, request: Request, post_id: int) -> Response:
        """The asker alone."""
        person = person_of(request)
        reopen_question(post=post_for(person, post_id), by=person)
        return Response(PostSerializer(post_for(person, post_id)).data)


class ModerationView(APIView):
    @extend_schema(request=ModeratePostSerializer, responses=PostSerializer, summary="Moderate a post", tags=["groups"])
    @idempotent
    def post(self, request: Request, post_id: int) -> Response:
        """For the group's moderators."""
        person, said = person_of(request), read(ModeratePostSerializer, request)
        moderate(post=post_for(person, post_id), by=person, action=said["action"])
        return Response(PostSerializer(post_for(person, post_id)).data)


class ReportPostView(APIView):
    @extend_schema(
        request=ReportPostSerializer, responses={201: ReportSerializer}, summary="Report a post", tags=["groups"]
    )
    @idempotent
    def post(self, request: Request, post_id: int) -> Response:
        """A person looks at it. The same again gives the report that there is."""
        person, said = person_of(request), read(ReportPostSerializer, request)
        made = report_post(post=post_for(person, post_id), reporter=person, reason=said["reason"], note=said["note"])
        return Response(ReportSerializer(made).data, status=status.HTTP_201_CREATED)


class AuthorPostsView(GenericAPIView[Post]):
    queryset = Post.objects.none()
    serializer_class = PostSerializer

    @extend_schema(responses=PostSerializer(many=True), summary="What somebody wrote in groups", tags=["groups"])
    def get(self, request: Request, person_id: int) -> Response:
        reader = person_of(request)
        found: QuerySet[Post] = written_by(author_for(reader, person_id), reader)
        page = self.paginate_queryset(found)
        return self.get_paginated_response(PostSerializer(page or [], many=True).data)


urlpatterns = [
    path("circles/<slug:slug>/posts/", CirclePostsView.as_view(), name="circle-posts"),
    path("posts/<int:post_id>/", PostView.as_view(), name="post-detail"),
    path("posts/<int:post_id>/answers/", AnswersView.as_view(), name="post-answers"),
    path("posts/<int:post_id>/helpful/", HelpfulView.as_view(), name="post-helpful"),
    path("posts/<int:post_id>/solution/", SolutionView.as_view(), name="post-solution"),
    path("posts/<int:post_id>/moderation/", ModerationView.as_view(), name="post-moderation"),
    path("posts/<int:post_id>/report/", ReportPostView.as_view(), name="post-report"),
    path("posts/by/<int:person_id>/", AuthorPostsView.as_view(), name="post-author"),
]
