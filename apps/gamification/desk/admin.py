from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.console.pages import ReadOnlyAdmin
from apps.gamification.desk.models import RuleCost
from apps.gamification.desk.selectors import LISTED, desk_of_the_week, holds


@admin.register(RuleCost)
class DeskAdmin(ReadOnlyAdmin):
    """A week of incentives on one page, in place of a list."""

    fields = (("key", "deed", "state"), ("name_en", "name_zh"))

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        now = timezone.now()
        desk = desk_of_the_week(now=now)
        context = self.admin_site.each_context(request) | {
            "title": _("Incentives desk"),
            "opts": self.opts,
            "desk": desk,
            "budgets": [(week.rule, budget) for week in desk.weeks for budget in week.budgets],
            "next_held": holds().filter(settles_at__isnull=False)[:LISTED],
        }
        return render(request, "admin/gamification/desk.html", context)
