from typing import Any, ClassVar

from allauth.account.admin import EmailAddress
from allauth.socialaccount.admin import SocialAccount, SocialApp, SocialToken
from django.contrib import admin, messages
from django.contrib.auth.admin import GroupAdmin as DjangoGroupAdmin
from django.contrib.auth.models import Group, Permission
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from knox.admin import models as knox
from unfold.admin import ModelAdmin, TabularInline

from apps.accounts.groups import group_words, permission_words
from apps.accounts.models import Block, Company, Trait, User
from apps.accounts.moderation import deactivate, reactivate, verify_company
from apps.console.exports import HarmlessResource, LoggedExport
from apps.console.pages import AuditedAdmin


class PeopleResource(HarmlessResource):
    class Meta:
        model = User
        fields = ("id", "email", "name", "role", "company__name", "language", "time_zone", "is_active", "date_joined")


class TraitInline(TabularInline):
    model = Trait
    extra = 0
    can_delete = False
    fields = ("key", "value", "source", "until")
    readonly_fields = ("key", "value", "source", "until")

    def has_add_permission(self, request: HttpRequest, obj: object | None = None) -> bool:
        return False


@admin.register(User)
class PersonAdmin(LoggedExport, AuditedAdmin):
    """People. Passwords are never shown or set here: a person sets theirs by e-mail."""

    resource_classes: ClassVar = [PeopleResource]
    list_display = ("name", "email", "role", "company", "language", "is_active", "date_joined")
    list_filter = ("role", "is_active", "is_staff", "language")
    list_select_related = ("company",)
    search_fields = ("name", "email", "company__name")
    ordering = ("-date_joined",)
    autocomplete_fields = ("company", "groups")
    readonly_fields = ("email", "last_login", "date_joined", "is_active")
    inlines: ClassVar = [TraitInline]
    actions: ClassVar = ["deactivate_people", "reactivate_people"]
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
    def deactivate_people(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        people = [person for person in queryset if person.pk != request.user.pk and not person.is_superuser]
        for person in people:
            deactivate(person=person)
        self._report(request, len(people), len(queryset) - len(people))

    @admin.action(description=_("Activate again"), permissions=["change"])
    def reactivate_people(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        for person in queryset:
            reactivate(person=person)
        self._report(request, len(queryset), 0)

    def _report(self, request: HttpRequest, done: int, left: int) -> None:
        self.message_user(request, ngettext("%d account changed.", "%d accounts changed.", done) % done)
        if left:
            self.message_user(request, _("Yourself and superusers were left as they are."), messages.WARNING)


@admin.register(Company)
class CompanyAdmin(AuditedAdmin):
    list_display = ("name", "city", "industry", "people_count", "verified_at")
    list_filter = (("verified_at", admin.EmptyFieldListFilter), "industry")
    search_fields = ("name", "city")
    readonly_fields = ("verified_at", "created_at")
    actions: ClassVar = ["verify"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Company]:
        return super().get_queryset(request).annotate(number_of_people=Count("people"))

    @admin.display(description=_("people"), ordering="number_of_people")
    def people_count(self, company: Company) -> int:
        return getattr(company, "number_of_people", 0)

    @admin.action(description=_("Mark as verified"), permissions=["change"])
    def verify(self, request: HttpRequest, queryset: QuerySet[Company]) -> None:
        done = sum(verify_company(company=company, now=timezone.now()) for company in queryset)
        self.message_user(request, ngettext("%d company verified.", "%d companies verified.", done) % done)


@admin.register(Block)
class BlockAdmin(ModelAdmin):
    list_display = ("blocker", "blocked", "created_at")
    list_select_related = ("blocker", "blocked")
    search_fields = ("blocker__email", "blocked__email")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Block | None = None) -> bool:
        return False


# Tokens are their owners'; addresses are changed by their owners; nobody signs in with another service's account.
admin.site.unregister([Group, knox.AuthToken, EmailAddress, SocialAccount, SocialApp, SocialToken])


# Both come from Django with English names; wherever the console shows one, it is by its words.
Group.add_to_class("__str__", group_words)
Permission.add_to_class("__str__", permission_words)


@admin.register(Group)
class GroupAdmin(DjangoGroupAdmin, ModelAdmin):
    """What each staff group may see."""

    compressed_fields = False  # labels above: the two boxes need the width

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest | None = None, **kwargs: Any) -> Any:
        """What the console keeps for its histories is nobody's to give."""
        if db_field.name == "permissions":
            kwargs["queryset"] = Permission.objects.exclude(content_type__model__startswith="historical")
        return super().formfield_for_manytomany(db_field, request=request, **kwargs)
