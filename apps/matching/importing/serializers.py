from typing import Any, ClassVar

from rest_framework import serializers

from apps.accounts.models import Company
from apps.matching.importing.models import ImportDefect, ImportKind, ImportRun, defect_text
from apps.matching.importing.selectors import jobs_nobody_answers


class ImportInput(serializers.Serializer[Any]):
    file = serializers.FileField(max_length=160, help_text="Excel (.xlsx), CSV, JSON or JSON lines, up to 20 MB.")
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


class BroughtOutput(serializers.Serializer[Any]):
    line = serializers.IntegerField()
    id = serializers.IntegerField(help_text="Of the job or résumé.")
    external_id = serializers.CharField(allow_blank=True)
    outcome = serializers.ChoiceField(choices=["created", "updated", "unchanged"])


class ImportOutput(serializers.ModelSerializer[ImportRun]):
    """What became of the rows, and why some were refused."""

    defects = DefectOutput(many=True)
    rows = BroughtOutput(many=True, source="brought", help_text="What came in.")
    unanswered = serializers.SerializerMethodField(help_text="Jobs of companies where nobody is here to answer.")

    class Meta:
        model = ImportRun
        fields: ClassVar = [
            *("id", "kind", "file_name", "source", "created", "updated", "unchanged", "failed"),
            *("ignored_columns", "rows", "unanswered", "defects"),
        ]
        read_only_fields: ClassVar = fields

    def get_unanswered(self, run: ImportRun) -> int:
        return jobs_nobody_answers(run) if run.kind == ImportKind.JOBS else 0
