from typing import Any

from rest_framework import serializers


class PreferencesSerializer(serializers.Serializer[Any]):
    hides_all = serializers.BooleanField(help_text="No points, levels or missions anywhere.")
    hides_popups = serializers.BooleanField(help_text="No `award` frames for celebrations.")
