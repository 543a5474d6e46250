"""What is shown below a message's link."""

from django.http import FileResponse
from django.urls import path
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.accounts.people.access import person_of
from apps.chat.messages.rendering import message_dict
from apps.chat.messages.serializers import MessageSerializer
from apps.chat.previews.selectors import page_with_picture
from apps.chat.previews.services import remove_preview
from apps.uploads.serving import served


class PreviewView(APIView):
    @extend_schema(responses={200: MessageSerializer})
    def delete(self, request: Request, message_id: int) -> Response:
        """Takes the preview below one's own message away; the link stays."""
        return Response(message_dict(remove_preview(by=person_of(request), message_id=message_id)))


class PreviewPictureView(APIView):
    @extend_schema(responses={200: OpenApiResponse(OpenApiTypes.BINARY)})
    def get(self, request: Request, message_id: int) -> FileResponse:
        """The small copy of the page's picture, a JPEG, for who takes part in the conversation."""
        page = page_with_picture(person_of(request), message_id)
        kept = "private, max-age=3600"
        return served(page.picture, name="preview.jpg", content_type="image/jpeg", is_shown=True, cached=kept)


urlpatterns = [
    path("messages/<int:message_id>/preview/", PreviewView.as_view(), name="message-preview"),
    path("messages/<int:message_id>/preview/picture", PreviewPictureView.as_view(), name="message-preview-picture"),
]
