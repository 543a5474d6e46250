"""What the help describes of this app."""

from django.utils.translation import gettext_lazy as _

from apps.education.articles.subjects import Sort, Subject, page, register, rows
from apps.feedback.models import RoutingRule

register(
    Subject(
        "routing",
        Sort.ROWS,
        _("How soon feedback is answered"),
        rows(RoutingRule.objects, "place", "area", "category", "severity", "answer_hours", "solve_hours", "calendar"),
    ),
    Subject(
        "page-feedback",
        Sort.PAGE,
        _("Feedback"),
        page("feedback/_sheet.html", "feedback/mine.html", "feedback/ticket.html"),
    ),
    Subject(
        "page-workspace",
        Sort.PAGE,
        _("Workspace"),
        page(
            "admin/feedback/desk/page.html",
            "admin/feedback/desk/_ticket.html",
            "admin/feedback/support_chats/page.html",
        ),
    ),
    Subject("page-ratings", Sort.PAGE, _("Ratings"), page("feedback/_rate.html")),
    Subject(
        "page-classifier",
        Sort.PAGE,
        _("Classifier"),
        page("admin/feedback/ledger/figures.html", "admin/feedback/ledger/blind.html"),
    ),
    Subject(
        "page-beta",
        Sort.PAGE,
        _("Beta programmes"),
        page("feedback/beta/trials.html", "admin/feedback/beta/_turnout.html"),
    ),
    Subject(
        "page-improvement-reports",
        Sort.PAGE,
        _("Improvement reports"),
        page("feedback/reports.html", "feedback/report.html"),
    ),
    Subject(
        "page-surveys",
        Sort.PAGE,
        _("Surveys"),
        page("admin/feedback/survey_results.html", "feedback/surveys/survey.html"),
    ),
    Subject(
        "page-trends",
        Sort.PAGE,
        _("Trends"),
        page("admin/feedback/trends/_weeks.html", "admin/feedback/trends/_examples.html"),
    ),
    Subject(
        "page-incidents",
        Sort.PAGE,
        _("Incidents"),
        page("admin/feedback/incidents/chart.html", "admin/feedback/incidents/_check.html"),
    ),
    Subject("page-changelog", Sort.PAGE, _("Changelog"), page("feedback/changelog.html", "feedback/release.html")),
    Subject("page-roadmap", Sort.PAGE, _("Roadmap"), page("feedback/roadmap.html", "feedback/topic.html")),
)
