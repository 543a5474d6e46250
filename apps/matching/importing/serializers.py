from typing import Any, ClassVar

from rest_framework import serializers

from apps.accounts.models import Company
from apps.matching.importing.models import ImportDefect, ImportRun, defect_text


class ImportInput(serializers.Serializer[Any]):
    file = serializers.FileField(max_length=160, help_text="JSON lines or CSV, up to 20 MB.")
    source = serializers.CharField(  # type: ignore[assignment]  # the field named source
        max_length=40, default="import", help_text="Where the ids come from. They are unique within a source."
    )


class JobImportInput(ImportInput):
    company = serializers.PrimaryKeyRelatedField(
        queryset=Company.objects.all(), required=False, allow_null=True, help_text="Whose jobs all of them are."
    )


class DefectOutput(serializers.ModelSerializer[ImportDefect]):
    reason = serializers.SerializerMethodField()

    class Meta:
        model = ImportDefect
        fields: ClassVar = ["line", "code", "column", "value", "reason"]
        read_only_fields: ClassVar = fields

    def get_reason(self, defect: ImportDefect) -> str:
        return defect_text(defect)


class ImportOutput(serializers.ModelSerializer[ImportRun]):
    """What became of the rows, and why some were refused."""

    defects = DefectOutput(many=True)

    class Meta:
        model = ImportRun
        fields: ClassVar = [
            *("id", "kind", "file_name", "source", "created", "updated", "unchanged", "failed"),
            *("ignored_columns", "defects"),
        ]
        read_only_fields: ClassVar = fields
