from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.decorators import display

from apps.accounts.models import Role, Segment
from apps.console.pages import ReadOnlyAdmin
from apps.experiments.measures import measure_words
from apps.experiments.report import VERDICTS, percent
from apps.gamification.rules.forms import REWARDS
from apps.gamification.rules.models import FormDraw, FormRecord
from apps.ui.bilingual import in_language

INSUFFICIENT, ENOUGH = "insufficient", "enough"


def _form_words(form: str) -> str:
    return str(REWARDS[form].name) if form in REWARDS else _("goes without")


class OfSegmentAdmin(ReadOnlyAdmin):
    """Rows that keep the key of a segment, or a role where somebody was in none: shown by its name."""

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        segments = Segment.objects.filter(key=OuterRef("segment"))
        names = {name: Subquery(segments.values(name)[:1]) for name in ("name_en", "name_zh")}
        return super().get_queryset(request).annotate(**names)

    @display(description=gettext_lazy("segment"), ordering="segment")
    def segment_name(self, row: Any) -> str:
        return in_language(row.name_en, row.name_zh) or str(dict(Role.choices).get(row.segment, row.segment))


@admin.register(FormRecord)
class FormRecordAdmin(OfSegmentAdmin):
    """What each form of a rule brings in each segment, as weighed last night: nothing is said from too few."""

    list_display = (
        "rule",
        "segment_name",
        "form_name",
        "verdict",
        "share",
        "interval",
        "brings",
        "draws",
        "units",
        "chance",
        "weighed_at",
    )
    list_before_template = "admin/gamification/_about_forms.html"
    list_filter = ("rule", "segment", "form")
    list_select_related = ("rule",)
    fields: ClassVar = [name if name != "verdict" else "verdict_words" for name in list_display]
    readonly_fields: ClassVar = [*fields]

    @display(description=gettext_lazy("form of reward"), ordering="form")
    def form_name(self, record: FormRecord) -> str:
        return _form_words(record.form)

    @display(description=gettext_lazy("verdict"), label={INSUFFICIENT: "info", ENOUGH: "success"})
    def verdict(self, record: FormRecord) -> tuple[str, str]:
        if record.value is None:
            return INSUFFICIENT, str(VERDICTS[INSUFFICIENT][0])
        return ENOUGH, _("Enough to say")

    @display(description=gettext_lazy("verdict"))
    def verdict_words(self, record: FormRecord) -> str:
        return self.verdict(record)[1]

    @display(description=gettext_lazy("if all had it"), ordering="value")
    def share(self, record: FormRecord) -> str:
        return "–" if record.value is None else percent(record.value)

    @display(description=gettext_lazy("interval, 95 of 100 hold"))
    def interval(self, record: FormRecord) -> str:
        if record.low is None or record.high is None:
            return "–"
        return _("%(low)s to %(high)s") % {"low": percent(record.low), "high": percent(record.high)}

    @display(description=gettext_lazy("of what it should bring"))
    def brings(self, record: FormRecord) -> str:
        return measure_words(record.measure)

    @display(description=gettext_lazy("chance"), ordering="propensity")
    def chance(self, record: FormRecord) -> str:
        return percent(record.propensity)


@admin.register(FormDraw)
class FormDrawAdmin(OfSegmentAdmin):
    """Who has what a rule gives in which form, and how likely that was. Written once."""

    list_display = ("drawn_at", "rule", "person", "segment_name", "form_name", "chance", "until")
    list_filter = ("rule", "form", "segment")
    list_select_related = ("rule", "person")
    search_fields = ("person__name", "person__email")
    fields: ClassVar = [*list_display, "version", "unit"]
    readonly_fields: ClassVar = [*list_display, "version", "unit"]

    @display(description=gettext_lazy("form of reward"), ordering="form")
    def form_name(self, drawn: FormDraw) -> str:
        return _form_words(drawn.form)

    @display(description=gettext_lazy("chance"), ordering="propensity")
    def chance(self, drawn: FormDraw) -> str:
        return percent(drawn.propensity)
