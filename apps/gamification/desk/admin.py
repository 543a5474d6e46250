from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.console.pages import ReadOnlyAdmin
from apps.gamification.appeals.models import Appeal
from apps.gamification.desk.models import RuleCost
from apps.gamification.desk.selectors import held_awards, rules_of_the_week, top_earners, top_pairs
from apps.gamification.grants.models import Grant
from apps.gamification.rules.wording import limit_words


@admin.register(RuleCost)
class DeskAdmin(ReadOnlyAdmin):
    """A week of incentives on one page, in place of a list."""

    fields = (("key", "deed", "state"), ("name_en", "name_zh"))

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        now = timezone.now()
        weeks = rules_of_the_week(now=now)
        held, next_held = held_awards()
        context = self.admin_site.each_context(request) | {
            "title": _("Incentives desk"),
            "opts": self.opts,
            "weeks": weeks,
            "odd": [week for week in weeks if week.is_odd],
            "budgets": [(week.rule, budget, limit_words(budget.limit)) for week in weeks for budget in week.budgets],
            "earners": top_earners(now=now),
            "pairs": top_pairs(now=now),
            "appeals": Appeal.objects.waiting().count(),
            "grants": Grant.objects.filter(state=Grant.State.WAITS).count(),
            "held": held,
            "next_held": next_held,
            "now": now,
        }
        return render(request, "admin/gamification/desk.html", context)
