import json
from typing import Any

from django.contrib import admin, messages
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Count, QuerySet
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import path
from django.urls.resolvers import URLPattern
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from unfold.decorators import action, display

from apps.console.pages import ReadOnlyAdmin
from apps.feedback.correspondents.models import Correspondent
from apps.feedback.letters.personal import kept_of
from apps.feedback.letters.services import erase_correspondent
from apps.feedback.tickets.models import TicketFile
from apps.uploads.serving import served


@admin.register(Correspondent)
class CorrespondentAdmin(ReadOnlyAdmin):
    """Who wrote without an account, and what they may ask us by law: to see what is kept, and to be forgotten."""

    list_display = ("__str__", "channel", "user", "is_proven", "language", "shown_tickets", "created_at")
    list_filter = ("channel", "language", ("stopped_at", admin.EmptyFieldListFilter))
    list_select_related = ("user",)
    search_fields = ("address", "handle", "name")
    fields = (
        "name",
        "address",
        "handle",
        "source",
        "channel",
        "language",
        "user",
        "proven_at",
        "stopped_at",
        "created_at",
        "erased_at",
    )
    actions = ("hand_out", "forget")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Correspondent]:
        return super().get_queryset(request).annotate(told=Count("tickets"))

    def has_answer_for_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("feedback.change_correspondent")

    @display(description=_("address proven"), boolean=True)
    def is_proven(self, correspondent: Correspondent) -> bool:
        return correspondent.proven_at is not None

    @display(description=_("tickets"))
    def shown_tickets(self, correspondent: Any) -> int:
        return int(correspondent.told)

    @action(description=_("Export what is kept of one"), permissions=["answer_for"])
    def hand_out(self, request: HttpRequest, queryset: QuerySet[Correspondent]) -> HttpResponse | None:
        chosen = list(queryset[:2])
        if len(chosen) != 1:
            self.message_user(request, gettext("Choose one: each gets only their own."), messages.WARNING)
            return None
        text = json.dumps(kept_of(chosen[0]), cls=DjangoJSONEncoder, ensure_ascii=False, indent=2)
        self.log_change(request, chosen[0], gettext("Exported"))
        response = HttpResponse(text, content_type="application/json")
        response["Content-Disposition"] = f'attachment; filename="correspondent-{chosen[0].pk}.json"'
        return response

    @action(description=_("Erase for good: address, name and everything they wrote"), permissions=["answer_for"])
    def forget(self, request: HttpRequest, queryset: QuerySet[Correspondent]) -> None:
        chosen = list(queryset.filter(erased_at=None))
        for correspondent in chosen:
            erase_correspondent(correspondent=correspondent)
            self.log_change(request, correspondent, gettext("Erased"))
        words = ngettext("%(n)d was erased.", "%(n)d were erased.", len(chosen))
        self.message_user(request, words % {"n": len(chosen)})


@admin.register(TicketFile)
class TicketFileAdmin(ReadOnlyAdmin):
    """Reached from the ticket."""

    list_display = ("name", "ticket", "content_type", "size", "created_at")
    fields = ("name", "ticket", "content_type", "size", "scanned_at", "created_at")

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.download)
        return [path("<int:pk>/download/", view, name="feedback_ticketfile_download"), *super().get_urls()]

    def download(self, request: HttpRequest, pk: int) -> HttpResponse | FileResponse:
        file = get_object_or_404(TicketFile, pk=pk) if self.has_view_permission(request) else None
        if file is None:
            return HttpResponse(status=403)
        return served(file.file, name=file.name, content_type=file.content_type)
