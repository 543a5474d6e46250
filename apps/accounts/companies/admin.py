from typing import ClassVar

from django.contrib import admin, messages
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from apps.accounts.companies.joining import decide_as_operator
from apps.accounts.companies.models import Company, JoinRequest
from apps.accounts.companies.services import verify_company, withdraw_verification
from apps.accounts.people.access import person_of
from apps.accounts.people.admin import PersonAdmin
from apps.console.pages import AuditedAdmin, ReadOnlyAdmin
from apps.console.reasons import reason_for
from apps.errors import DomainError


@admin.register(Company)
class CompanyAdmin(AuditedAdmin):
    list_display = ("name", "city", "industry", "people_count", "verified_at")
    list_filter = (("verified_at", admin.EmptyFieldListFilter), "industry")
    search_fields = ("name", "city")
    readonly_fields = ("verified_at", "created_at")
    actions: ClassVar = ["verify", "withdraw"]
    own_permissions = ("verify",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Company]:
        return super().get_queryset(request).annotate(number_of_people=Count("people"))

    @admin.display(description=_("people"), ordering="number_of_people")
    def people_count(self, company: Company) -> int:
        return getattr(company, "number_of_people", 0)

    def has_verify_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("accounts.verify_company")

    @admin.action(description=_("Mark as verified"), permissions=["verify"])
    def verify(self, request: HttpRequest, queryset: QuerySet[Company]) -> HttpResponse | None:
        reason = reason_for(self, request, queryset, action="verify", title=_("Mark as verified"))
        if isinstance(reason, HttpResponse):
            return reason
        done = sum(verify_company(company=company, now=timezone.now(), reason=reason) for company in queryset)
        self.message_user(request, ngettext("%d company verified.", "%d companies verified.", done) % done)
        return None

    @admin.action(description=_("Withdraw the verification"), permissions=["verify"])
    def withdraw(self, request: HttpRequest, queryset: QuerySet[Company]) -> HttpResponse | None:
        reason = reason_for(self, request, queryset, action="withdraw", title=_("Withdraw the verification"))
        if isinstance(reason, HttpResponse):
            return reason
        done = sum(withdraw_verification(company=company, reason=reason) for company in queryset)
        self.message_user(request, ngettext("%d verification withdrawn.", "%d verifications withdrawn.", done) % done)
        return None


@admin.register(JoinRequest)
class JoinRequestAdmin(ReadOnlyAdmin):
    """Who says that they work for a company that is here. Its people decide; where it has none, an operator does."""

    list_display = ("person", "address", "company", "is_verified", "state", "decided_by", "created_at", "decided_at")
    list_filter = ("state", ("company__verified_at", admin.EmptyFieldListFilter))
    list_select_related = ("person", "company", "decided_by")
    search_fields = ("person__name", "person__email", "company__name")
    ordering = ("-id",)
    actions: ClassVar = ["accept", "decline"]

    def has_decide_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("accounts.change_joinrequest")

    @admin.display(description=_("e-mail address"), ordering="person__email")
    def address(self, request: JoinRequest) -> str:
        return request.person.email

    @admin.display(description=_("company verified"), boolean=True)
    def is_verified(self, request: JoinRequest) -> bool:
        return request.company.verified_at is not None

    @admin.action(description=_("Let them in"), permissions=["decide"])
    def accept(self, request: HttpRequest, queryset: QuerySet[JoinRequest]) -> None:
        self._decide(request, queryset, accept=True)

    @admin.action(description=_("Decline"), permissions=["decide"])
    def decline(self, request: HttpRequest, queryset: QuerySet[JoinRequest]) -> None:
        self._decide(request, queryset, accept=False)

    def _decide(self, request: HttpRequest, queryset: QuerySet[JoinRequest], *, accept: bool) -> None:
        done = 0
        for asked in queryset:
            try:
                decide_as_operator(request=asked, by=person_of(request), accept=accept, now=timezone.now())
            except DomainError as error:
                self.message_user(request, f"{asked.person}: {error}", messages.WARNING)
            else:
                done += 1
                self.log_change(request, asked, "Accepted." if accept else "Declined.")
        if done:
            self.message_user(request, ngettext("%d request decided.", "%d requests decided.", done) % done)


PersonAdmin.list_filter.append(("company__verified_at", admin.EmptyFieldListFilter))
