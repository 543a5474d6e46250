from typing import Any
from uuid import UUID

from django.http import FileResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework import status
from rest_framework.parsers import BaseParser, MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.accounts.people.access import person_of
from apps.api.idempotency import idempotent, idempotent_after
from apps.api.requests import read
from apps.chat.files.models import Attachment
from apps.chat.files.rendering import attachment_dict, upload_dict
from apps.chat.files.resuming import MAX_PART, add_part, begin_upload, forget_unfinished, upload_for
from apps.chat.files.selectors import attachment_for
from apps.chat.files.serializers import (
    AttachmentSerializer,
    BeginUploadSerializer,
    ResumableUploadSerializer,
    UploadSerializer,
)
from apps.chat.files.services import ReadFile, keep_read, read_upload, remove_unsent
from apps.errors import InvalidInput, NotFound
from apps.uploads.serving import served


class AttachmentUploadView(APIView):
    parser_classes = (MultiPartParser,)

    def read_file(self, request: Request) -> tuple[int, ReadFile]:
        data = read(UploadSerializer, request)
        number, file = data["conversation"], data["file"]
        person = person_of(request)
        return number, read_upload(uploader=person, conversation_id=number, file=file, waveform=data["waveform"])

    @extend_schema(request=UploadSerializer, responses={201: AttachmentSerializer})
    @idempotent_after(read_file)
    def post(self, request: Request, given: tuple[int, ReadFile]) -> Response:
        """Uploads a file for a message in this conversation; its id then goes into `attachments`."""
        conversation_id, read = given
        attachment = keep_read(uploader=person_of(request), conversation_id=conversation_id, read=read)
        return Response(attachment_dict(attachment), status=status.HTTP_201_CREATED)


class BytesParser(BaseParser):
    media_type = "application/octet-stream"

    def parse(self, stream: Any, media_type: str | None = None, parser_context: Any = None) -> Any:
        return stream.read(MAX_PART + 1)


class UploadsView(APIView):
    @extend_schema(request=BeginUploadSerializer, responses={201: ResumableUploadSerializer})
    @idempotent
    def post(self, request: Request) -> Response:
        """Begins a large file that comes in parts, so that one that is cut off goes on where it stopped."""
        data = read(BeginUploadSerializer, request)
        upload = begin_upload(
            uploader=person_of(request),
            conversation_id=data["conversation"],
            name=data["name"],
            size=data["size"],
            waveform=data["waveform"],
        )
        return Response(upload_dict(upload), status=status.HTTP_201_CREATED)


class UploadView(APIView):
    parser_classes = (BytesParser,)

    @extend_schema(responses=ResumableUploadSerializer)
    def get(self, request: Request, pk: UUID) -> Response:
        """How much of it has come."""
        return Response(upload_dict(upload_for(person_of(request), pk)))

    @extend_schema(
        request={"application/octet-stream": OpenApiTypes.BINARY},
        responses=ResumableUploadSerializer,
        parameters=[
            OpenApiParameter(
                "Upload-Offset",
                int,
                OpenApiParameter.HEADER,
                required=True,
                description="Where in the file this part begins. Another place than where bytes are missing is 409 "
                "`wrong_offset`, whose `offset` says where to go on.",
            )
        ],
    )
    def patch(self, request: Request, pk: UUID) -> Response:
        """Adds up to 4 MB. The answer to the last part has the attachment, whose id goes into a message."""
        upload = upload_for(person_of(request), pk)
        offset = request.headers.get("Upload-Offset", "")
        if not offset.isascii() or not offset.isdecimal() or len(offset) > 12:
            raise InvalidInput(field="Upload-Offset")
        content = request.data if isinstance(request.data, bytes) else b""
        return Response(upload_dict(add_part(upload, offset=int(offset), content=content)))

    @extend_schema(responses={204: None})
    def delete(self, request: Request, pk: UUID) -> Response:
        """Gives it up."""
        forget_unfinished(upload_id=upload_for(person_of(request), pk).pk)
        return Response(status=status.HTTP_204_NO_CONTENT)


class AttachmentView(APIView):
    @extend_schema(responses={204: None})
    def delete(self, request: Request, pk: int) -> Response:
        """Takes away a file of one's own that isn't sent yet; it no longer counts among those that wait."""
        remove_unsent(by=person_of(request), attachment_id=pk)
        return Response(status=status.HTTP_204_NO_CONTENT)


class AttachmentFileView(APIView):
    """A file or its thumbnail, for members. Pictures are shown, others are only ever saved."""

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
        return served(
            attachment.thumbnail if self.is_thumbnail else attachment.file,
            name=attachment.name,
            content_type="image/webp" if self.is_thumbnail else attachment.content_type,
            is_shown=is_looked_at and "download" not in request.query_params,
            cached="private, max-age=86400, immutable",
        )
