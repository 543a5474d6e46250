"""Topics and answers on job cards, for those who look after the content."""

from typing import Any, ClassVar

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from apps.accounts.people.access import person_of
from apps.console.colleagues import SharedAdmin
from apps.console.pages import AuditedAdmin
from apps.errors import DomainError
from apps.matching.facts.forms import TopicForm
from apps.matching.facts.models import JobFact, Topic
from apps.matching.facts.services import change_fact, withdraw_fact
from apps.matching.facts.trying import tried


@admin.register(Topic)
class TopicAdmin(AuditedAdmin):
    form = TopicForm
    change_form_template = "admin/matching/topic.html"
    list_display = ("label_en", "label_zh", "subject", "key", "when_silent", "position", "is_active")
    list_filter = ("subject", "is_active", "when_silent")
    search_fields = ("label_en", "label_zh", "key", "opens_en", "opens_zh")
    compressed_fields = False
    fieldsets = (
        (None, {"fields": (("subject", "key"), ("label_en", "label_zh"), ("position", "is_active"))}),
        (_("How one asks"), {"fields": (("questions_en", "questions_zh"), "asked")}),
        (
            _("What leaves it open"),
            {"fields": (("opens_en", "opens_zh"), "names", "hedges", "not_vague", "where", "when_silent")},
        ),
        (_("What settles it"), {"fields": (("closes_en", "closes_zh"), "closing_fields", "fields_win")}),
        (_("What answers it"), {"fields": ("kinds", ("answers_en", "answers_zh"))}),
        (_("When it is asked"), {"fields": ("only_for", "not_for", "stages")}),
    )

    def get_readonly_fields(self, request: HttpRequest, obj: Topic | None = None) -> tuple[str, ...]:
        return ("subject", "key") if obj else ()

    def has_delete_permission(self, request: HttpRequest, obj: Topic | None = None) -> bool:
        return False

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        form = context["adminform"].form
        if "_try" in request.POST and not any(form.errors.get(name) for name in form.fields):
            context["trial"] = tried(form.as_written())
        return super().render_change_form(request, context, *args, **kwargs)


@admin.register(JobFact)
class JobFactAdmin(SharedAdmin):
    """What companies approved; operators may mend a text or take it off."""

    list_display = ("job", "topic", "value", "approved_by", "approved_at", "expires_at", "withdrawn_at")
    list_filter = ("topic", ("withdrawn_at", admin.EmptyFieldListFilter))
    list_select_related = ("job", "approved_by")
    search_fields = ("job__title", "value")
    date_hierarchy = "approved_at"
    fields = ("job", "topic", "value", "expires_at", "approved_by", "approved_at", "withdrawn_at", "withdrawn_by")
    readonly_fields = ("job", "topic", "approved_by", "approved_at", "withdrawn_at", "withdrawn_by")
    actions: ClassVar = ["withdraw"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: JobFact | None = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: JobFact | None = None) -> bool:
        """What was withdrawn stays as it was said."""
        return super().has_change_permission(request, obj) and (obj is None or obj.withdrawn_at is None)

    def save_model(self, request: HttpRequest, obj: JobFact, form: Any, change: bool) -> None:
        stored = JobFact.objects.select_related("job").get(pk=obj.pk)
        try:
            change_fact(fact=stored, value=obj.value, expires_at=obj.expires_at, editor=person_of(request))
        except DomainError as error:
            self.message_user(request, str(error), messages.ERROR)

    @admin.action(description=_("Withdraw from the job card"), permissions=["change"])
    def withdraw(self, request: HttpRequest, queryset: QuerySet[JobFact]) -> None:
        count = 0
        for fact in queryset.filter(withdrawn_at=None).select_related("job"):
            withdraw_fact(fact=fact, by=person_of(request))
            count += 1
        words = ngettext("%(count)d answer withdrawn.", "%(count)d answers withdrawn.", count) % {"count": count}
        self.message_user(request, words, messages.SUCCESS)
