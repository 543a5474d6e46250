from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.feedback.tickets.lifecycle import CLOSED, OPEN, WAITING_FOR_US
from apps.feedback.tickets.models import LOW_SCORES, Ticket

AGES = {"day": timedelta(days=1), "3days": timedelta(days=3), "week": timedelta(days=7), "month": timedelta(days=30)}


class AgeFilter(admin.SimpleListFilter):
    """Older than so much, counted from when it was received."""

    title = _("age")
    parameter_name = "older_than"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[str, Any]]:
        return [
            ("day", _("Older than a day")),
            ("3days", _("Older than 3 days")),
            ("week", _("Older than a week")),
            ("month", _("Older than 30 days")),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Ticket]) -> QuerySet[Ticket]:
        age = AGES.get(self.value() or "")
        return queryset.filter(created_at__lt=timezone.now() - age) if age else queryset


class QueueFilter(admin.SimpleListFilter):
    """The queues of a day's work."""

    title = _("queue")
    parameter_name = "queue"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[str, Any]]:
        return [
            ("us", _("Waiting for us")),
            ("mine", _("Assigned to me")),
            ("nobody", _("Open, assigned to nobody")),
            ("overdue", _("Overdue")),
            ("cases", _("Low scores")),
            ("closed", _("Closed")),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Ticket]) -> QuerySet[Ticket]:
        match self.value():
            case "us":
                return queryset.filter(Q(status__in=WAITING_FOR_US) | Q(needs_person=True))
            case "mine":
                return queryset.filter(status__in=OPEN, assigned_to=request.user.pk)
            case "nobody":
                return queryset.filter(status__in=OPEN, assigned_to__isnull=True)
            case "overdue":
                now = timezone.now()
                late = queryset.filter(due_at__lt=now) | queryset.filter(promised_for__lt=now.date())
                return late.filter(status__in=WAITING_FOR_US)
            case "cases":
                return queryset.filter(LOW_SCORES, status__in=OPEN)
            case "closed":
                return queryset.filter(status__in=CLOSED)
            case _:
                return queryset
