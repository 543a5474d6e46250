from typing import Any

from rest_framework import serializers


class CircleSerializer(serializers.Serializer[Any]):
    """A group by field, as I find it."""

    slug = serializers.CharField(source="circle.slug")
    url = serializers.CharField(source="circle.get_absolute_url", help_text="Its page, a path of this site.")
    name_en = serializers.CharField(source="circle.name_en")
    name_zh = serializers.CharField(source="circle.name_zh")
    about_en = serializers.CharField(source="circle.about_en")
    about_zh = serializers.CharField(source="circle.about_zh")
    rules_en = serializers.CharField(source="circle.rules_en", help_text="One a line.")
    rules_zh = serializers.CharField(source="circle.rules_zh")
    members = serializers.IntegerField()
    is_member = serializers.BooleanField()
    reason = serializers.CharField(help_text="Why it may be for me, in my language; empty where nothing says so.")
