from typing import Any, ClassVar

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from apps.accounts.people.models import Block, User
from apps.accounts.people.moderation import confirm_address, deactivate, reactivate
from apps.console.exports import HarmlessResource
from apps.console.pages import AuditedAdmin, ReadOnlyAdmin
from apps.console.reasons import reason_for
from apps.exports.lists import LoggedExport


class PeopleResource(HarmlessResource):
    class Meta:
        model = User
        fields = ("id", "email", "name", "role", "company__name", "language", "time_zone", "is_active", "date_joined")


@admin.register(User)
class PersonAdmin(LoggedExport, AuditedAdmin):
    """People. Passwords are never shown or set here: a person sets theirs by e-mail."""

    resource_classes: ClassVar = [PeopleResource]
    list_display = ("name", "email", "role", "company", "language", "is_active", "date_joined")
    list_filter: ClassVar[list[Any]] = ["role", "is_active", "is_staff", "language"]
    list_select_related = ("company",)
    search_fields = ("name", "email", "company__name")
    ordering = ("-id",)
    autocomplete_fields = ("company", "groups")
    readonly_fields = ("email", "last_login", "date_joined", "is_active")
    inlines: ClassVar[list[Any]] = []  # rooms above add theirs
    actions: ClassVar[list[Any]] = ["confirm_addresses", "deactivate_people", "reactivate_people"]
    own_permissions = ("confirm", "reset")
    fieldsets = (
        (None, {"fields": ("email", "name", "role", "company", "headline")}),
        (_("Settings"), {"fields": ("language", "time_zone", "send_read_receipts", "is_invisible")}),
        (_("Console"), {"fields": ("is_staff", "groups")}),
        (_("Account"), {"fields": ("is_active", "date_joined", "last_login")}),
    )

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> tuple[str, ...]:
        """Only a superuser decides who gets into the console."""
        fields = super().get_readonly_fields(request, obj)
        return tuple(fields) if request.user.is_superuser else (*fields, "is_staff", "groups")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return False

    @admin.action(description=_("Deactivate: ends their sessions and tokens"), permissions=["change"])
    def deactivate_people(self, request: HttpRequest, queryset: QuerySet[User]) -> HttpResponse | None:
        reason = reason_for(self, request, queryset, action="deactivate_people", title=_("Deactivate accounts"))
        if isinstance(reason, HttpResponse):
            return reason
        people = [person for person in queryset if person.pk != request.user.pk and not person.is_superuser]
        for person in people:
            deactivate(person=person, reason=reason)
        self._report(request, len(people), len(queryset) - len(people))
        return None

    @admin.action(description=_("Activate again"), permissions=["change"])
    def reactivate_people(self, request: HttpRequest, queryset: QuerySet[User]) -> HttpResponse | None:
        reason = reason_for(self, request, queryset, action="reactivate_people", title=_("Activate accounts again"))
        if isinstance(reason, HttpResponse):
            return reason
        for person in queryset:
            reactivate(person=person, reason=reason)
        self._report(request, len(queryset), 0)
        return None

    def has_confirm_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("accounts.confirm_user")

    def has_reset_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("accounts.reset_user")

    @admin.action(description=_("Confirm the address"), permissions=["confirm"])
    def confirm_addresses(self, request: HttpRequest, queryset: QuerySet[User]) -> HttpResponse | None:
        """For somebody whom no letter reaches, and whom the operator knows."""
        title = _("Confirm the address without a letter")
        reason = reason_for(self, request, queryset, action="confirm_addresses", title=title)
        if isinstance(reason, HttpResponse):
            return reason
        done = sum(confirm_address(person=person, reason=reason) for person in queryset)
        self.message_user(request, ngettext("%d address confirmed.", "%d addresses confirmed.", done) % done)
        return None

    def _report(self, request: HttpRequest, done: int, left: int) -> None:
        self.message_user(request, ngettext("%d account changed.", "%d accounts changed.", done) % done)
        if left:
            self.message_user(request, _("Yourself and superusers were left as they are."), messages.WARNING)


@admin.register(Block)
class BlockAdmin(ReadOnlyAdmin):
    """Who doesn't want to hear from whom. Only who blocked somebody lifts that."""

    list_display = ("blocker", "blocked", "created_at")
    list_select_related = ("blocker", "blocked")
    search_fields = ("blocker__name", "blocker__email", "blocked__name", "blocked__email")
    ordering = ("-id",)
    fields = list_display
