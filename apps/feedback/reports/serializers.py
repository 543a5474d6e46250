"""A report for programs: the same frozen figures as on its page, with words in the reader's language."""

from typing import Any, ClassVar

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from apps.console.shares import wilson
from apps.feedback.reports.models import ImprovementReport
from apps.feedback.tickets.labels import Category
from apps.ui.bilingual import in_language


class ShareOutput(serializers.Serializer[Any]):
    """`part` of `whole`, with the ends of the 95 % interval, 0–1; null of nothing."""

    part = serializers.IntegerField()
    whole = serializers.IntegerField()
    low = serializers.FloatField(allow_null=True)
    high = serializers.FloatField(allow_null=True)

    def to_representation(self, pair: list[int]) -> dict[str, Any]:
        low, high = wilson(*pair) or (None, None)
        return {"part": pair[0], "whole": pair[1], "low": low, "high": high}


class ReportedCategoryOutput(serializers.Serializer[Any]):
    category = serializers.ChoiceField(choices=Category.choices)
    received = serializers.IntegerField()

    def to_representation(self, row: list[Any]) -> dict[str, Any]:
        return {"category": row[0], "received": row[1]}


class ReportedWeekOutput(serializers.Serializer[Any]):
    first_day = serializers.DateField()
    received = serializers.IntegerField()
    solved = serializers.IntegerField()

    def to_representation(self, row: list[Any]) -> dict[str, Any]:
        return {"first_day": row[0], "received": row[1], "solved": row[2]}


class ReportedTopicOutput(serializers.Serializer[Any]):
    """`why` is what was said of it; `verified` are those who say that it is fixed for them, of those who said so or
    not."""

    id = serializers.IntegerField()
    title = serializers.SerializerMethodField()
    why = serializers.SerializerMethodField()
    verified = ShareOutput()

    def get_title(self, one: dict[str, Any]) -> str:
        return in_language(one["title_en"], one["title_zh"])

    def get_why(self, one: dict[str, Any]) -> str:
        return in_language(one.get("why_en", ""), one.get("why_zh", ""))


class ReportedReleaseOutput(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    version = serializers.CharField()
    title = serializers.SerializerMethodField()
    topics = ReportedTopicOutput(many=True)

    def get_title(self, one: dict[str, Any]) -> str:
        return in_language(one["title_en"], one["title_zh"])


class FiguresOutput(serializers.Serializer[Any]):
    """`in_time` counts first answers by their due time, `median_minutes` runs to the first answer, `fixed` are the
    reporters who say that it is fixed for them, `not_done` are topics that were declined."""

    received = serializers.IntegerField()
    people = serializers.IntegerField()
    in_time = ShareOutput()
    median_minutes = serializers.FloatField(allow_null=True)
    fixed = ShareOutput()
    solved = serializers.IntegerField()
    declined = serializers.IntegerField()
    categories = ReportedCategoryOutput(many=True)
    weeks = ReportedWeekOutput(many=True)
    shipped = ReportedReleaseOutput(many=True)
    not_done = ReportedTopicOutput(many=True)


class ReportOutput(serializers.ModelSerializer[ImprovementReport]):
    """`page` is its address for people."""

    foreword = serializers.CharField(read_only=True)
    page = serializers.CharField(source="get_absolute_url", read_only=True)

    class Meta:
        model = ImprovementReport
        fields: ClassVar = ["id", "since", "until", "foreword", "page", "published_at"]


class ReportDetailOutput(ReportOutput):
    figures = serializers.SerializerMethodField()

    class Meta(ReportOutput.Meta):
        fields: ClassVar = [*ReportOutput.Meta.fields, "figures"]

    @extend_schema_field(FiguresOutput)
    def get_figures(self, report: ImprovementReport) -> dict[str, Any]:
        return dict(FiguresOutput(report.facts).data)
