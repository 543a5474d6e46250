from django.contrib import admin
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.console.pages import ReadOnlyAdmin
from apps.gamification.streaks.models import Streak, StreakZone


@admin.register(Streak)
class StreakAdmin(ReadOnlyAdmin):
    """Who keeps which streak, and by which clock."""

    list_display = ("person", "current", "longest", "freezes", "last_day", "zone")
    list_select_related = ("person",)
    search_fields = ("person__name", "person__email")
    fields = ("person", "current", "longest", "freezes", "last_day", "zone", "look_again_at")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Streak]:
        zones = Prefetch("person__streak_zones", StreakZone.objects.order_by("since"))
        return super().get_queryset(request).prefetch_related(zones)

    @admin.display(description=_("time zone"))
    def zone(self, streak: Streak) -> str:
        now = timezone.now()
        zones = [one for one in streak.person.streak_zones.all() if one.since <= now]
        return zones[-1].zone if zones else streak.person.time_zone
