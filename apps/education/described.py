"""What the help describes of this app and of those below it."""

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from apps.chat.models import Preset
from apps.console.rights import GROUPS
from apps.education.articles.subjects import Sort, Subject, page, register, rows

register(
    Subject(
        "page-inbox", Sort.PAGE, _("Inbox"), page("chat/inbox.html", "chat/_inbox_filters.html", "chat/_bulk.html")
    ),
    Subject(
        "page-conversation",
        Sort.PAGE,
        _("Conversation"),
        page("chat/_conversation.html", "chat/_head.html", "chat/_composer.html", "chat/_message.html"),
    ),
    Subject("page-presets", Sort.PAGE, _("Preset replies"), page("chat/presets.html", "chat/preset_edit.html")),
    Subject(
        "page-interviews", Sort.PAGE, _("Interviews"), page("chat/interviews/list.html", "chat/interviews/times.html")
    ),
    Subject(
        "page-groups",
        Sort.PAGE,
        pgettext_lazy("conversations", "Groups"),
        page("chat/groups/new.html", "chat/groups/people.html"),
    ),
    Subject(
        "page-safety",
        Sort.PAGE,
        _("Reporting and blocking"),
        page("chat/moderation/report.html", "chat/moderation/mine.html", "chat/safety/blocked.html"),
    ),
    Subject("page-search", Sort.PAGE, _("Search"), page("chat/search/search.html", "chat/search/_form.html")),
    Subject("page-away", Sort.PAGE, _("Away"), page("chat/away.html", "chat/_later.html")),
    Subject("page-jobs", Sort.PAGE, _("Jobs"), page("matching/jobs.html", "matching/job.html", "matching/_match.html")),
    Subject("page-my-jobs", Sort.PAGE, _("My jobs"), page("matching/my_jobs.html", "matching/job_form.html")),
    Subject("page-candidates", Sort.PAGE, _("Candidates"), page("matching/candidates.html", "matching/candidate.html")),
    Subject("page-resume", Sort.PAGE, _("Résumé"), page("matching/resume.html", "matching/resume_edit.html")),
    Subject("page-notifications", Sort.PAGE, _("Notifications"), page("notifications/preferences.html")),
    Subject("page-settings", Sort.PAGE, _("Settings"), page("accounts/settings.html", "accounts/sign_ins.html")),
    Subject(
        "page-second-step",
        Sort.PAGE,
        _("Two-step sign-in"),
        page("mfa/index.html", "mfa/authenticate.html", "mfa/recovery_codes/index.html"),
    ),
    Subject("page-data", Sort.PAGE, _("Your data"), page("accounts/data.html")),
    Subject("page-help", Sort.PAGE, _("Help"), page("education/help.html", "education/_answer.html")),
    Subject(
        "page-courses",
        Sort.PAGE,
        _("Courses"),
        page("education/course.html", "education/lesson.html", "education/interests/interests.html"),
    ),
    Subject(
        "page-experts", Sort.PAGE, _("Experts"), page("education/experts/experts.html", "education/experts/asked.html")
    ),
    Subject(
        "page-events",
        Sort.PAGE,
        pgettext_lazy("salon", "Events"),
        page("education/salons/salon.html", "education/salons/room.html", "education/salons/write.html"),
    ),
    Subject(
        "page-circles",
        Sort.PAGE,
        _("Groups by field"),
        page("education/circles/circles.html", "education/circles/circle.html", "education/posts/post.html"),
    ),
    Subject("page-today", Sort.PAGE, _("Today"), page("admin/index.html")),
    Subject("page-reports", Sort.PAGE, _("Reports of misconduct"), page("admin/chat/report.html")),
    Subject("page-experiments", Sort.PAGE, _("Experiments"), page("admin/experiments/report.html")),
    Subject("page-segments", Sort.PAGE, _("Segments"), page("admin/accounts/segment_preview.html")),
    Subject("page-unanswered", Sort.PAGE, _("Asked and not answered"), page("admin/education/unanswered.html")),
    Subject("page-scam-rules", Sort.PAGE, _("Scam rules"), page("admin/chat/try_scam_rule.html")),
    Subject("page-import", Sort.PAGE, _("Imports"), page("admin/matching/import_preview.html")),
    Subject("page-topics", Sort.PAGE, _("Topics of questions"), page("admin/matching/topic.html")),
    Subject("page-api", Sort.PAGE, _("API"), page("drf_spectacular/swagger_ui.html")),
    Subject("groups", Sort.PAGE, _("Operators' groups"), lambda: sorted(GROUPS.items())),
    Subject(
        "presets",
        Sort.ROWS,
        _("Preset replies"),
        rows(
            Preset.objects.filter(scope=Preset.Scope.SYSTEM, is_active=True), "key", "audience", "title_en", "body_en"
        ),
    ),
    Subject("tokens", Sort.SETTING, _("How long tokens last"), lambda: [settings.REST_KNOX["TOKEN_TTL"]]),
)
