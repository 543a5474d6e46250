from django.contrib import admin
from unfold.admin import TabularInline

from apps.console.pages import AuditedAdmin
from apps.feedback.sla.models import WEEKDAYS, ClosedDay, WorkCalendar


class ClosedDayInline(TabularInline):
    model = ClosedDay
    extra = 0
    fields = ("day",)


@admin.register(WorkCalendar)
class WorkCalendarAdmin(AuditedAdmin):
    """By what the hours of routing rules count. What was due already stays due then."""

    list_display = ("__str__", "zone", "country")
    search_fields = ("name_en", "name_zh")
    compressed_fields = False
    inlines = (ClosedDayInline,)
    fields = (("name_en", "name_zh"), ("zone", "country"), *WEEKDAYS)
