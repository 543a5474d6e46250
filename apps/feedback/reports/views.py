from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from apps.feedback.reports.charts import chart
from apps.feedback.reports.models import ImprovementReport
from apps.feedback.reports.selectors import published_reports
from apps.feedback.tickets.labels import Category
from apps.ui.bilingual import in_language
from apps.ui.durations import measured_words
from apps.ui.templatetags.ui import day

PAGE_SIZE = 20


@require_GET
def reports(request: HttpRequest) -> HttpResponse:
    """Those that are published, for everybody."""
    page = Paginator(published_reports().defer("facts"), PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "feedback/reports.html", {"page": page})


@require_GET
def report(request: HttpRequest, report_id: int) -> HttpResponse:
    """One report; before it is published, for operators who may see it in the console."""
    found = ImprovementReport.objects.filter(pk=report_id).first()
    if found is None or not (found.published_at or request.user.has_perm("feedback.view_improvementreport")):
        raise Http404
    return render(request, "feedback/report.html", report_context(found))


def report_context(report: ImprovementReport) -> dict[str, Any]:
    facts = report.facts
    categories = [(str(Category(name).label), count) for name, count in facts["categories"]]
    weeks = [(str(day(first)), came, solved) for first, came, solved in facts["weeks"]]
    minutes = facts["median_minutes"]
    return {
        "report": report,
        "facts": facts,
        "median": "" if minutes is None else measured_words(minutes * 60),
        "in_time": _percent(facts["in_time"]),
        "fixed": _percent(facts["fixed"]),
        "categories": categories,
        "category_chart": chart(categories),
        "weeks": weeks,
        "week_chart": chart([(first, came) for first, came, _solved in weeks]),
        "shipped": [_named(one) | {"topics": [_named(topic) for topic in one["topics"]]} for one in facts["shipped"]],
        "not_done": [_named(one) for one in facts["not_done"]],
    }


def _named(one: dict[str, Any]) -> dict[str, Any]:
    why = in_language(one.get("why_en", ""), one.get("why_zh", ""))
    return one | {"title": in_language(one["title_en"], one["title_zh"]), "why": why}


def _percent(pair: list[int]) -> int | None:
    part, whole = pair
    return round(100 * part / whole) if whole else None
