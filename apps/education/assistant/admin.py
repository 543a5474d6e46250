from typing import Any, ClassVar

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Case, IntegerField, QuerySet, Value, When
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from apps.console.pages import AuditedAdmin, ReadOnlyAdmin
from apps.education.assistant.drafting import draft_article
from apps.education.assistant.models import AssistantTone, Question
from apps.education.assistant.unanswered import draft_for_group, unanswered_groups
from apps.education.assistant.wording import previews
from apps.errors import DomainError

UNANSWERED_FIRST = Case(
    When(draft__isnull=False, then=Value(4)),
    When(is_solved=True, then=Value(3)),
    When(outcome=Question.Outcome.UNSURE, then=Value(0)),
    When(is_solved=False, then=Value(1)),
    When(outcome=Question.Outcome.HANDED_OVER, then=Value(1)),
    default=Value(2),
    output_field=IntegerField(),
)


@admin.register(AssistantTone)
class AssistantToneAdmin(AuditedAdmin):
    """One row, which is there as soon as somebody looks for it; the sentences of each tone stand beside."""

    list_display = ("__str__", "tone", "updated_at")
    fields = ("tone", "preview")
    readonly_fields = ("preview",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: AssistantTone | None = None) -> bool:
        return False

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        AssistantTone.objects.get_or_create(pk=1)
        return super().changelist_view(request, extra_context)

    @admin.display(description=_("What it says in each tone"))
    def preview(self, tone: AssistantTone) -> SafeString:
        return render_to_string("admin/education/_tones.html", {"tones": AssistantTone.Tone, "cases": previews()})


@admin.register(Question)
class QuestionAdmin(ReadOnlyAdmin):
    """What the help was asked. What it didn't know stands first: each of these is an article that is missing."""

    list_display: ClassVar = [
        "shortened",
        "language",
        "outcome",
        "is_solved",
        "has_comment",
        "article",
        "chance",
        "draft",
        "created_at",
    ]
    list_filter = (
        "outcome",
        "language",
        "is_solved",
        ("comment", admin.EmptyFieldListFilter),
        ("draft", admin.EmptyFieldListFilter),
        ("created_at", admin.DateFieldListFilter),
    )
    list_select_related = ("article", "draft")
    search_fields = ("text",)
    actions: ClassVar = ["turn_into_draft"]
    list_before_template = "admin/education/_to_unanswered.html"
    fields: ClassVar = [
        "text",
        "language",
        "outcome",
        "article",
        "chance",
        "answer",
        "is_solved",
        "comment",
        "draft",
        "created_at",
    ]

    def get_ordering(self, request: HttpRequest) -> list[Any]:
        return [UNANSWERED_FIRST, "-id"]

    def get_fields(self, request: HttpRequest, obj: Question | None = None) -> list[str]:
        """Who asked is for those who may see people."""
        own = ["person", "conversation"] if request.user.has_perm("accounts.view_user") else []
        return [*self.fields, *own]

    @admin.display(description=_("question"), ordering="text")
    def shortened(self, question: Question) -> str:
        return Truncator(question.text).chars(90)

    @admin.display(description=_("comment"), boolean=True)
    def has_comment(self, question: Question) -> bool:
        return bool(question.comment)

    @admin.display(description=_("probability"), ordering="probability")
    def chance(self, question: Question) -> str:
        return f"{round(100 * question.probability)} %"

    def get_urls(self) -> list[URLPattern]:
        guarded = self.admin_site.admin_view
        own = [
            path("unanswered/", guarded(self.unanswered_view), name="education_question_unanswered"),
            path("unanswered/<int:pk>/", guarded(self.draft_group_view), name="education_question_draft_group"),
        ]
        return [*own, *super().get_urls()]

    def unanswered_view(self, request: HttpRequest) -> HttpResponse:
        """What was asked and not answered, grouped by meaning; a draft article is one click away."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        groups = unanswered_groups(now=timezone.now())
        page = Paginator(groups, 25).get_page(request.GET.get("page"))
        context = self.admin_site.each_context(request) | {
            "title": _("Asked and not answered"),
            "opts": self.opts,
            "page": page,
            "may_draft": self.has_draft_permission(request),
        }
        return TemplateResponse(request, "admin/education/unanswered.html", context)

    def draft_group_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        if not self.has_draft_permission(request):
            raise PermissionDenied
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        question = get_object_or_404(Question, pk=pk)
        may_read_replies = request.user.has_perm("chat.view_message")
        try:
            article = draft_for_group(question=question, now=timezone.now(), with_replies=may_read_replies)
        except DomainError as error:
            self.message_user(request, str(error), messages.WARNING)
            return redirect("admin:education_question_unanswered")
        self.message_user(request, ngettext("%d draft made.", "%d drafts made.", 1) % 1)
        if request.user.has_perm("education.change_article"):
            return redirect("admin:education_article_change", article.pk)
        return redirect("admin:education_question_unanswered")

    def has_draft_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("education.add_article")

    @admin.action(description=_("Turn into a draft article"), permissions=["draft"])
    def turn_into_draft(self, request: HttpRequest, queryset: QuerySet[Question]) -> HttpResponse | None:
        may_read_replies = request.user.has_perm("chat.view_message")
        drafts = []
        for question in queryset:
            try:
                drafts.append(draft_article(question=question, with_replies=may_read_replies))
            except DomainError as error:
                self.message_user(request, f"{question}: {error}", messages.WARNING)
        count = len(drafts)
        self.message_user(request, ngettext("%d draft made.", "%d drafts made.", count) % count)
        if count == 1 and request.user.has_perm("education.change_article"):
            return redirect("admin:education_article_change", drafts[0].pk)
        return None
