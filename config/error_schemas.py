"""The one error form of the API, as the OpenAPI page shows it for refusals with codes of our own."""

from drf_standardized_errors.openapi_serializers import ClientErrorEnum
from rest_framework import serializers


class RefusalSerializer(serializers.Serializer):  # type: ignore[type-arg]
    """`attr` names the field at fault, where one is."""

    code = serializers.CharField()
    detail = serializers.CharField()
    attr = serializers.CharField(allow_null=True)


class RefusalResponseSerializer(serializers.Serializer):  # type: ignore[type-arg]
    type = serializers.ChoiceField(choices=ClientErrorEnum.choices)
    errors = RefusalSerializer(many=True)  # type: ignore[assignment]
