from typing import Any

from rest_framework import serializers

from apps.chat.files.limits import MOST_BARS
from apps.chat.files.models import Attachment


class AttachmentSerializer(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    name = serializers.CharField()
    content_type = serializers.CharField()
    size = serializers.IntegerField(help_text="Bytes.")
    form = serializers.ChoiceField(Attachment.Form.choices)
    facts = serializers.DictField(
        help_text="Of a document: `kind` (pdf, docx, xlsx, pptx, txt or zip), and what its preview shows of `pages`, "
        "`text` (of the first page), `entries` (name and size of a ZIP's first files), `count`, `unpacked` (bytes) and "
        "`locked` (by a password). Of a voice note: `kind` (webm, ogg or mp4), `seconds`, and its `waveform` from "
        "beginning to end, 0 to 100 each."
    )
    width = serializers.IntegerField(help_text="Of the picture or the first page, in pixels; 0 where there is none.")
    height = serializers.IntegerField()
    url = serializers.CharField()
    thumbnail = serializers.CharField(allow_null=True)
    page_follows = serializers.BooleanField(
        help_text="The first page of an office file is being drawn: its thumbnail comes with `message.changed`."
    )


def waveform_field() -> serializers.ListField:
    return serializers.ListField(
        child=serializers.IntegerField(min_value=0, max_value=100),
        max_length=MOST_BARS,
        default=list,
        help_text="Of a voice note: how loud it is from beginning to end.",
    )


class UploadSerializer(serializers.Serializer[Any]):
    conversation = serializers.IntegerField(min_value=1, max_value=2**63 - 1)
    file = serializers.FileField(
        help_text="PNG, JPEG, WebP, GIF or HEIC up to 5 MB; PDF, Word, Excel, PowerPoint, text or ZIP "
        "up to 20 MB, or to what the installation allows; a voice note of up to 5 minutes, "
        "Opus in WebM or Ogg or AAC in MP4."
    )
    waveform = waveform_field()


class BeginUploadSerializer(serializers.Serializer[Any]):
    conversation = serializers.IntegerField(min_value=1, max_value=2**63 - 1)
    name = serializers.CharField(max_length=255)
    size = serializers.IntegerField(min_value=1, max_value=2**31 - 1, help_text="Bytes of the whole file.")
    waveform = waveform_field()


class ResumableUploadSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    offset = serializers.IntegerField(help_text="Bytes that have come; the next part begins here.")
    size = serializers.IntegerField()
    attachment = AttachmentSerializer(allow_null=True, help_text="Once the file has come whole.")
