from django.http import FileResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework import status
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.accounts.people.access import person_of
from apps.api.idempotency import idempotent
from apps.api.requests import read
from apps.chat.files.models import Attachment
from apps.chat.files.rendering import attachment_dict
from apps.chat.files.selectors import attachment_for
from apps.chat.files.serializers import AttachmentSerializer, UploadSerializer
from apps.chat.files.services import upload_file
from apps.errors import NotFound
from apps.uploads.storing import opened


class AttachmentUploadView(APIView):
    parser_classes = (MultiPartParser,)

    @extend_schema(request=UploadSerializer, responses={201: AttachmentSerializer})
    @idempotent
    def post(self, request: Request) -> Response:
        """Uploads a picture or a document for a message in this conversation; its id then goes into `attachments`."""
        data = read(UploadSerializer, request)
        attachment = upload_file(uploader=person_of(request), conversation_id=data["conversation"], file=data["file"])
        return Response(attachment_dict(attachment), status=status.HTTP_201_CREATED)


class AttachmentFileView(APIView):
    """A file or its thumbnail, for members. Pictures are shown, documents are only ever saved."""

    is_thumbnail = False

    @extend_schema(
        parameters=[OpenApiParameter("download", str, description="Anything: to be saved instead of shown.")],
        responses={200: OpenApiResponse(OpenApiTypes.BINARY)},
    )
    def get(self, request: Request, pk: int) -> FileResponse:
        attachment = attachment_for(person_of(request), pk)
        is_looked_at = self.is_thumbnail or attachment.form == Attachment.Form.IMAGE
        if self.is_thumbnail and not attachment.thumbnail:
            raise NotFound
        response = FileResponse(
            opened(attachment.thumbnail if self.is_thumbnail else attachment.file),
            content_type="image/webp" if self.is_thumbnail else attachment.content_type,
            as_attachment=not is_looked_at or "download" in request.query_params,
            filename=attachment.name,
        )
        response["Content-Security-Policy"] = "default-src 'none'; sandbox"
        response["X-Content-Type-Options"] = "nosniff"
        response["Cache-Control"] = "private, max-age=86400, immutable"
        return response
