from typing import Any

from rest_framework import serializers


class AttachmentSerializer(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    name = serializers.CharField()
    content_type = serializers.CharField()
    size = serializers.IntegerField(help_text="Bytes.")
    width = serializers.IntegerField()
    height = serializers.IntegerField()
    url = serializers.CharField()
    thumbnail = serializers.CharField()


class UploadSerializer(serializers.Serializer[Any]):
    conversation = serializers.IntegerField(min_value=1, max_value=2**63 - 1)
    file = serializers.FileField(help_text="PNG, JPEG, WebP or GIF, up to 5 MB.")
