from typing import Any, ClassVar

from django.contrib import admin, messages
from django.db.models import Max, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.accounts.consent.models import Consent, LegalText
from apps.accounts.consent.services import PublishedAlready, publish_text
from apps.console.pages import AuditedAdmin, ReadOnlyAdmin


@admin.register(LegalText)
class LegalTextAdmin(AuditedAdmin):
    """Terms and privacy notice. A draft becomes the text that holds by being published; then it stays as it is."""

    list_display = ("kind", "number", "published_at", "created_at")
    list_filter = ("kind", ("published_at", admin.EmptyFieldListFilter))
    readonly_fields = ("number", "published_at", "created_at")
    fields = ("kind", "number", "body_en", "body_zh", "published_at", "created_at")
    actions: ClassVar = ["publish"]

    def has_change_permission(self, request: HttpRequest, obj: LegalText | None = None) -> bool:
        return super().has_change_permission(request, obj) and (obj is None or obj.published_at is None)

    def has_delete_permission(self, request: HttpRequest, obj: LegalText | None = None) -> bool:
        return super().has_delete_permission(request, obj) and obj is not None and obj.published_at is None

    def save_model(self, request: HttpRequest, obj: LegalText, form: Any, change: bool) -> None:
        if not change:
            newest = LegalText.objects.filter(kind=obj.kind).aggregate(newest=Max("number"))["newest"]
            obj.number = (newest or 0) + 1
        super().save_model(request, obj, form, change)

    @admin.action(description=_("Publish: from now on this version holds"), permissions=["change"])
    def publish(self, request: HttpRequest, queryset: QuerySet[LegalText]) -> None:
        for text in queryset:
            try:
                publish_text(text=text, now=timezone.now())
                self.message_user(request, _("%(text)s holds from now on.") % {"text": text})
            except PublishedAlready as refusal:
                self.message_user(request, f"{text}: {refusal}", messages.WARNING)


@admin.register(Consent)
class ConsentAdmin(ReadOnlyAdmin):
    list_display = ("person", "text", "source", "given_at", "withdrawn_at")
    list_filter = ("text__kind", "source")
    list_select_related = ("person", "text")
    search_fields = ("person__email", "person__name")
