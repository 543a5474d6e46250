from typing import Any, ClassVar

from django.contrib import admin, messages
from django.db.models import Case, IntegerField, QuerySet, Value, When
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from apps.console.pages import ReadOnlyAdmin
from apps.education.assistant.drafting import draft_article
from apps.education.assistant.models import Question
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


@admin.register(Question)
class QuestionAdmin(ReadOnlyAdmin):
    """What the help was asked. What it didn't know stands first: each of these is an article that is missing."""

    list_display: ClassVar = [
        "shortened",
        "language",
        "outcome",
        "is_solved",
        "article",
        "chance",
        "draft",
        "created_at",
    ]
    list_filter = (
        "outcome",
        "language",
        "is_solved",
        ("draft", admin.EmptyFieldListFilter),
        ("created_at", admin.DateFieldListFilter),
    )
    list_select_related = ("article", "draft")
    search_fields = ("text",)
    actions: ClassVar = ["turn_into_draft"]
    show_full_result_count = False
    fields: ClassVar = [
        "text",
        "language",
        "outcome",
        "article",
        "chance",
        "answer",
        "is_solved",
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

    @admin.display(description=_("probability"), ordering="probability")
    def chance(self, question: Question) -> str:
        return f"{round(100 * question.probability)} %"

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
