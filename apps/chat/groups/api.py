"""Groups over the API: opening one, who is in it, and the ways into it. Its messages are those of any conversation."""

from django.urls import path, reverse
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import status
from rest_framework.generics import GenericAPIView
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.accounts.models import User
from apps.accounts.people.access import person_of
from apps.api.idempotency import idempotent
from apps.api.requests import read
from apps.chat.groups import joining, services
from apps.chat.groups.models import GroupInvitation, GroupLink
from apps.chat.groups.selectors import (
    MOST_OFFERED,
    Group,
    addressable,
    group_of,
    invitation_dict,
    invitations_of,
    joins_at_once,
    link_by_token,
    matches,
    preview_of,
)
from apps.chat.groups.serializers import (
    AddressableSerializer,
    AnsweredSerializer,
    AnswerInvitationSerializer,
    BringInSerializer,
    GroupInvitationSerializer,
    GroupLinkSerializer,
    GroupMembersSerializer,
    GroupPreviewSerializer,
    GroupRoleSerializer,
    OpenGroupSerializer,
    RenameGroupSerializer,
)
from apps.errors import NotFound
from apps.language.pinyin import pinyin_keys


class GroupsView(APIView):
    @extend_schema(request=OpenGroupSerializer, responses={201: GroupMembersSerializer})
    @idempotent
    def post(self, request: Request) -> Response:
        """Opens a group of which one is the owner, and brings people in."""
        by, data = person_of(request), read(OpenGroupSerializer, request)
        conversation = joining.open_and_fill(by=by, title=data["title"], people=data["people"])
        answer = members_dict(group_of(by, conversation.pk, now=timezone.now()))
        return Response(answer, status=status.HTTP_201_CREATED)


class GroupPeopleView(APIView):
    @extend_schema(
        parameters=[OpenApiParameter("q", OpenApiTypes.STR, description="Words of a name, or its pinyin.")],
        responses=AddressableSerializer(many=True),
    )
    def get(self, request: Request) -> Response:
        """Whom one may bring into a group: colleagues, and people of one's conversations; at most 200."""
        viewer, words = person_of(request), request.query_params.get("q", "")[:80]
        found = [person for person in addressable(viewer)[: 5 * MOST_OFFERED] if matches(person, words)]
        return Response([_addressable_dict(person, viewer) for person in found[:MOST_OFFERED]])


class GroupView(APIView):
    @extend_schema(request=RenameGroupSerializer, responses=GroupMembersSerializer)
    def patch(self, request: Request, conversation_id: int) -> Response:
        """Renames a group; its owner and admins may."""
        by = person_of(request)
        services.rename_group(
            by=by, conversation_id=conversation_id, title=read(RenameGroupSerializer, request)["title"]
        )
        return Response(members_dict(group_of(by, conversation_id, now=timezone.now())))


class GroupMembersView(APIView):
    @extend_schema(responses=GroupMembersSerializer)
    def get(self, request: Request, conversation_id: int) -> Response:
        """Who is in a group, and who was asked."""
        return Response(members_dict(group_of(person_of(request), conversation_id, now=timezone.now())))

    @extend_schema(request=BringInSerializer, responses=GroupMembersSerializer)
    @idempotent
    def post(self, request: Request, conversation_id: int) -> Response:
        """Brings people in. Who is in it, was asked, or declined within a week, is passed over."""
        by = person_of(request)
        people = read(BringInSerializer, request)["people"]
        joining.bring_in(by=by, conversation_id=conversation_id, people=people)
        return Response(members_dict(group_of(by, conversation_id, now=timezone.now())))


class GroupMemberView(APIView):
    @extend_schema(request=GroupRoleSerializer, responses=GroupMembersSerializer)
    def patch(self, request: Request, conversation_id: int, person_id: int) -> Response:
        """Names somebody an admin, or no longer; or passes the group on. The owner may."""
        by, role = person_of(request), read(GroupRoleSerializer, request)["role"]
        services.set_role(by=by, conversation_id=conversation_id, person_id=person_id, role=role)
        return Response(members_dict(group_of(by, conversation_id, now=timezone.now())))

    @extend_schema(responses={204: None})
    def delete(self, request: Request, conversation_id: int, person_id: int) -> Response:
        """Takes somebody out of the group, or their invitation back; the group's link ends with it."""
        services.remove_member(by=person_of(request), conversation_id=conversation_id, person_id=person_id)
        return Response(status=status.HTTP_204_NO_CONTENT)


class GroupLinkView(APIView):
    @extend_schema(responses=GroupLinkSerializer)
    def get(self, request: Request, conversation_id: int) -> Response:
        """The link that works now, for the owner and admins. 404 where there is none."""
        link = group_of(person_of(request), conversation_id, now=timezone.now()).link
        if link is None:
            raise NotFound
        return Response(_link_dict(request, link))

    @extend_schema(request=None, responses={201: GroupLinkSerializer})
    @idempotent
    def post(self, request: Request, conversation_id: int) -> Response:
        """Makes a link that works for seven days, and ends the one before."""
        link = joining.make_link(by=person_of(request), conversation_id=conversation_id)
        return Response(_link_dict(request, link), status=status.HTTP_201_CREATED)

    @extend_schema(responses={204: None})
    def delete(self, request: Request, conversation_id: int) -> Response:
        """Ends the link."""
        joining.end_link(by=person_of(request), conversation_id=conversation_id)
        return Response(status=status.HTTP_204_NO_CONTENT)


class GroupInvitationsView(GenericAPIView[GroupInvitation]):
    queryset = GroupInvitation.objects.none()
    serializer_class = GroupInvitationSerializer

    @extend_schema(responses=GroupInvitationSerializer(many=True))
    def get(self, request: Request) -> Response:
        """Groups into which one was asked and that wait for one's answer."""
        viewer = person_of(request)
        page = self.paginate_queryset(invitations_of(viewer))
        return self.get_paginated_response([invitation_dict(one, viewer) for one in page or []])


class GroupInvitationAnswerView(APIView):
    @extend_schema(request=AnswerInvitationSerializer, responses=AnsweredSerializer)
    @idempotent
    def post(self, request: Request, invitation_id: int) -> Response:
        """Accepts or declines. Nobody is told of a decline."""
        accepts = read(AnswerInvitationSerializer, request)["accepts"]
        conversation = joining.answer_invitation(
            person=person_of(request), invitation_id=invitation_id, accepts=accepts
        )
        return Response({"conversation": conversation.pk if conversation else None})


class GroupJoinView(APIView):
    @extend_schema(responses=GroupPreviewSerializer)
    def get(self, request: Request, token: str) -> Response:
        """The group behind a link. 404 `link_over` for one that doesn't work."""
        link = link_by_token(token, now=timezone.now())
        preview = preview_of(link.conversation, person_of(request), by=link.by, with_names=False)
        return Response(preview.as_dict())

    @extend_schema(request=None, responses=AnsweredSerializer)
    @idempotent
    def post(self, request: Request, token: str) -> Response:
        """Joins the group."""
        conversation = joining.join_by_link(person=person_of(request), token=token)
        return Response({"conversation": conversation.pk})


def members_dict(group: Group) -> dict[str, object]:
    return {
        "id": group.conversation.pk,
        "title": group.conversation.title,
        "members": [_member_dict(one.user, one.role) for one in group.members],
        "invited": [_member_dict(one.person, "member") for one in group.invitations],
    }


def _member_dict(person: User, role: str) -> dict[str, object]:
    return {"id": person.pk, "name": person.name, "role": role, "keys": pinyin_keys(person.name)}


def _addressable_dict(person: User, viewer: User) -> dict[str, object]:
    return {
        "id": person.pk,
        "name": person.name,
        "headline": person.headline,
        "company": person.company.name if person.company else None,
        "joins_at_once": joins_at_once(viewer, person),
    }


def _link_dict(request: Request, link: GroupLink) -> dict[str, object]:
    url = request.build_absolute_uri(reverse("chat:group_join", args=[link.token]))
    return {"url": url, "token": link.token, "until": link.until}


urlpatterns = [
    path("groups/", GroupsView.as_view(), name="groups"),
    path("groups/people/", GroupPeopleView.as_view(), name="group-people"),
    path("conversations/<int:conversation_id>/group/", GroupView.as_view(), name="group"),
    path("conversations/<int:conversation_id>/members/", GroupMembersView.as_view(), name="group-members"),
    path(
        "conversations/<int:conversation_id>/members/<int:person_id>/", GroupMemberView.as_view(), name="group-member"
    ),
    path("conversations/<int:conversation_id>/link/", GroupLinkView.as_view(), name="group-link"),
    path("group-invitations/", GroupInvitationsView.as_view(), name="group-invitations"),
    path(
        "group-invitations/<int:invitation_id>/answer/",
        GroupInvitationAnswerView.as_view(),
        name="group-invitation-answer",
    ),
    path("group-links/<str:token>/", GroupJoinView.as_view(), name="group-join"),
]
