from typing import Any, ClassVar

from django.contrib import admin, messages
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from unfold.admin import TabularInline

from apps.console.pages import AuditedAdmin, ReadOnlyAdmin
from apps.education.experts.asking import call_support
from apps.education.experts.models import Consultation, Expert, ExpertAsk, ExpertTopic


@admin.register(ExpertTopic)
class ExpertTopicAdmin(AuditedAdmin):
    """Fields of questions, with the words by which a question finds them."""

    list_display = ("title", "is_open", "answer_within_minutes", "people", "asked")
    list_filter = ("is_open",)
    search_fields = ("slug", "title_en", "title_zh", "words_en", "words_zh")
    compressed_fields = False
    fields = (
        ("slug", "position"),
        ("is_open", "answer_within_minutes"),
        ("title_en", "title_zh"),
        ("words_en", "words_zh"),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[ExpertTopic]:
        return (
            super()
            .get_queryset(request)
            .annotate(number_of_experts=Count("experts", distinct=True), number=Count("consultations", distinct=True))
        )

    @admin.display(description=_("title"), ordering="title_en")
    def title(self, topic: ExpertTopic) -> str:
        return topic.title

    @admin.display(description=_("experts"), ordering="number_of_experts")
    def people(self, topic: ExpertTopic) -> int:
        return getattr(topic, "number_of_experts", 0)

    @admin.display(description=_("questions"), ordering="number")
    def asked(self, topic: ExpertTopic) -> int:
        return getattr(topic, "number", 0)


@admin.register(Expert)
class ExpertAdmin(AuditedAdmin):
    """Who answers questions. What waits for them is theirs; here stands who may, on what, and when."""

    list_display = ("person", "is_taking", "open_now", "most_at_once", "answered", "late", "helped")
    list_filter = ("is_taking", "topics")
    list_select_related = ("person",)
    search_fields = ("person__name", "person__email", "about")
    autocomplete_fields = ("person", "topics")
    readonly_fields = ("open_now",)
    fields = (
        "person",
        "topics",
        "about",
        ("weekdays", "opens", "closes"),
        ("is_taking", "most_at_once", "open_now"),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Expert]:
        def number(**wanted: Any) -> Count:
            return Count("asks", filter=Q(**{f"asks__{name}": value for name, value in wanted.items()}), distinct=True)

        return (
            super()
            .get_queryset(request)
            .annotate(
                number_answered=number(state=ExpertAsk.State.ANSWERED),
                number_late=number(state=ExpertAsk.State.TIMED_OUT),
                number_helped=number(helped=True),
                number_judged=number(helped__isnull=False),
            )
        )

    def get_readonly_fields(self, request: HttpRequest, obj: Expert | None = None) -> tuple[str, ...]:
        return ("open_now", "person") if obj is not None else ("open_now",)

    def save_model(self, request: HttpRequest, obj: Expert, form: Any, change: bool) -> None:
        """How many wait for them changes meanwhile, and not here."""
        if change:
            obj.save(update_fields=["about", "weekdays", "opens", "closes", "is_taking", "most_at_once"])
        else:
            super().save_model(request, obj, form, change)

    @admin.display(description=_("answered"), ordering="number_answered")
    def answered(self, expert: Expert) -> int:
        return getattr(expert, "number_answered", 0)

    @admin.display(description=_("not in time"), ordering="number_late")
    def late(self, expert: Expert) -> int:
        return getattr(expert, "number_late", 0)

    @admin.display(description=_("helped"), ordering="number_helped")
    def helped(self, expert: Expert) -> str:
        return f"{getattr(expert, 'number_helped', 0)} / {getattr(expert, 'number_judged', 0)}"


class AskInline(TabularInline):
    model = ExpertAsk
    extra = 0
    can_delete = False
    fields = readonly_fields = ("expert", "state", "asked_at", "due_at", "finished_at", "helped")

    def has_add_permission(self, request: HttpRequest, obj: object | None = None) -> bool:
        return False


@admin.register(Consultation)
class ConsultationAdmin(ReadOnlyAdmin):
    """Which questions went to whom, one after the other, and how they ended."""

    list_display = ("shortened", "topic", "state", "asked", "created_at", "answered_at")
    list_filter = ("state", "topic", ("created_at", admin.DateFieldListFilter))
    list_select_related = ("question", "topic")
    search_fields = ("question__text",)
    fields = ("question", "topic", "state", "created_at", "answered_at", "finished_at")
    inlines: ClassVar = [AskInline]
    actions: ClassVar = ["take_to_support"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Consultation]:
        return super().get_queryset(request).annotate(number_asked=Count("asks"))

    @admin.display(description=_("question"), ordering="question__text")
    def shortened(self, consultation: Consultation) -> str:
        return Truncator(consultation.question.text).chars(90)

    @admin.display(description=_("experts asked"), ordering="number_asked")
    def asked(self, consultation: Consultation) -> int:
        return getattr(consultation, "number_asked", 0)

    def has_take_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("education.change_consultation")

    @admin.action(description=_("Bring the support team in"), permissions=["take"])
    def take_to_support(self, request: HttpRequest, queryset: QuerySet[Consultation]) -> None:
        open_ones = Consultation.objects.on_the_way().filter(pk__in=queryset.values("pk"))
        count = sum(call_support(consultation_id=one.pk).state == Consultation.State.SUPPORT for one in open_ones)
        self.message_user(
            request,
            ngettext("%d question is with support now.", "%d questions are with support now.", count) % count,
            messages.SUCCESS if count else messages.WARNING,
        )
