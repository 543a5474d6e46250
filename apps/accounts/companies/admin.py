from typing import ClassVar

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from apps.accounts.companies.models import Company
from apps.accounts.companies.services import verify_company
from apps.console.pages import AuditedAdmin


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
