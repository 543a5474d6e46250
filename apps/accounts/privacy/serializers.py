from typing import ClassVar

from django.urls import reverse
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from apps.accounts.privacy.models import AccountClosure, DataExport


class DataExportOutput(serializers.ModelSerializer):
    """`state` is `working`, `ready` or `failed`; `url` is where the archive lies, for its owner alone."""

    state = serializers.SerializerMethodField()
    url = serializers.SerializerMethodField()

    class Meta:
        model = DataExport
        fields: ClassVar = ["token", "state", "requested_at", "finished_at", "expires_at", "url"]

    @extend_schema_field(serializers.ChoiceField(choices=["working", "ready", "failed"]))
    def get_state(self, export: DataExport) -> str:
        if export.failed_at:
            return "failed"
        return "ready" if export.is_ready else "working"

    @extend_schema_field(serializers.CharField(allow_null=True))
    def get_url(self, export: DataExport) -> str | None:
        return reverse("api-download-export", args=[export.token]) if export.is_ready else None


class CloseAccountInput(serializers.Serializer):
    password = serializers.CharField(trim_whitespace=False, allow_blank=True)


class AccountClosureOutput(serializers.ModelSerializer):
    class Meta:
        model = AccountClosure
        fields: ClassVar = ["requested_at", "erase_at"]
