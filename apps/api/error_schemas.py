"""The one error form of the API, as its description shows it: refusals carry codes of our own, with any status."""

from rest_framework import serializers


class RefusalSerializer(serializers.Serializer):
    """`attr` names the field at fault, where one is."""

    code = serializers.CharField()
    detail = serializers.CharField()
    attr = serializers.CharField(allow_null=True)


class RefusalResponseSerializer(serializers.Serializer):
    type = serializers.ChoiceField(choices=["validation_error", "client_error"])
    errors = RefusalSerializer(many=True)  # type: ignore[assignment]
