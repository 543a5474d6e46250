from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.forms import Textarea
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.admin import StackedInline
from unfold.widgets import UnfoldAdminTextareaWidget

from apps.console.pages import AuditedAdmin
from apps.education.courses.models import Course, Lesson


class LessonInline(StackedInline):
    model = Lesson
    extra = 0
    fields = (("position", "article"), ("title_en", "title_zh"), ("body_en", "body_zh"))
    autocomplete_fields = ("article",)

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name.startswith("body_"):
            kwargs["widget"] = UnfoldAdminTextareaWidget(attrs={"rows": 12})
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and isinstance(field.widget, Textarea) and db_field.name.endswith("_zh"):
            field.widget.attrs["lang"] = "zh-Hans"
        return field


@admin.register(Course)
class CourseAdmin(AuditedAdmin):
    """Courses with their lessons, both languages side by side."""

    list_display = ("title", "audience", "is_published", "length", "began", "done")
    list_filter = ("is_published", "audience")
    search_fields = ("slug", "title_en", "title_zh", "summary_en", "summary_zh")
    compressed_fields = False  # labels above, so that two languages fit side by side
    inlines: ClassVar = [LessonInline]
    fields = (
        ("slug", "audience"),
        ("position", "is_published"),
        ("title_en", "title_zh"),
        ("summary_en", "summary_zh"),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Course]:
        return (
            super()
            .get_queryset(request)
            .annotate(
                number_of_lessons=Count("lessons", distinct=True),
                number_of_people=Count("lessons__done__person", distinct=True),
                number_done=Count("lessons__done", distinct=True),
            )
        )

    def get_readonly_fields(self, request: HttpRequest, obj: Course | None = None) -> tuple[str, ...]:
        """An address that readers may have kept doesn't change."""
        return ("slug",) if obj is not None and (obj.is_published or bool(obj.seeded_fingerprint)) else ()

    @admin.display(description=_("title"), ordering="title_en")
    def title(self, course: Course) -> str:
        return course.title

    @admin.display(description=_("lessons"), ordering="number_of_lessons")
    def length(self, course: Course) -> int:
        return getattr(course, "number_of_lessons", 0)

    @admin.display(description=_("began"), ordering="number_of_people")
    def began(self, course: Course) -> int:
        return getattr(course, "number_of_people", 0)

    @admin.display(description=_("lessons done"), ordering="number_done")
    def done(self, course: Course) -> int:
        return getattr(course, "number_done", 0)
