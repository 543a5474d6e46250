"""The guard against scams in the console: its rules, tried on past messages before they go live, and its warnings."""

from collections.abc import Iterator
from typing import Any, ClassVar

from django.contrib import admin, messages
from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from unfold.decorators import action

from apps.chat.messages.models import Message
from apps.chat.scam.checks import sentence_of
from apps.chat.scam.current import forget
from apps.chat.scam.models import UNREADABLE, ScamRule, ScamWarning
from apps.chat.scam.rulebook import UnreadablePattern, book_of
from apps.chat.scam.services import decide
from apps.console.colleagues import SharedAdmin
from apps.console.pages import ReadOnlyAdmin

TRIED_ON = 5_000
SHOWN = 50


@admin.register(ScamRule)
class ScamRuleAdmin(SharedAdmin):
    list_display = ("family", "asks_sender", "is_active", "updated_at")
    list_filter = ("is_active", "asks_sender")
    search_fields = ("patterns",)
    fields = ("family", "patterns", "asks_sender", "is_active")
    actions_detail: ClassVar = ["try_out"]

    def get_readonly_fields(self, request: HttpRequest, obj: ScamRule | None = None) -> tuple[str, ...]:
        """A rule stays that of its trick."""
        return ("family",) if obj else ()

    def save_model(self, request: HttpRequest, obj: ScamRule, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        forget()

    @action(description=_("Try on past messages"), url_path="try", permissions=["change"])
    def try_out(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """What these patterns would have met in the newest messages, before anybody is warned by them."""
        rule = get_object_or_404(ScamRule, pk=object_id)
        patterns, problem, hits = request.POST.get("patterns", rule.patterns), "", list[tuple[Message, str]]()
        is_tried = request.method == "POST"
        try:
            hits = list(_hits(patterns)) if is_tried else []
        except UnreadablePattern as error:
            problem, is_tried = UNREADABLE % {"line": str(error)[:200]}, False
        context = self.admin_site.each_context(request) | {
            "title": _("Try patterns on past messages"),
            "rule": rule,
            "patterns": patterns,
            "problem": problem,
            "hits": hits[:SHOWN],
            "count": len(hits),
            "looked_at": TRIED_ON,
            "is_tried": is_tried,
        }
        return TemplateResponse(request, "admin/chat/try_scam_rule.html", context)


def _hits(patterns: str) -> Iterator[tuple[Message, str]]:
    book = book_of([("tried", patterns)])
    for message in Message.objects.filter(sender__isnull=False, recalled_at=None).order_by("-pk")[:TRIED_ON]:
        if found := book.suspicions(message.body):
            yield message, sentence_of(message.body, found[0].start, found[0].end)


@admin.register(ScamWarning)
class ScamWarningAdmin(ReadOnlyAdmin):
    """The warnings, those that nobody looked at first. A verdict is given for many at once, each in the log."""

    list_display = ("family", "quoted", "sender", "confidence", "verdict", "decided_by", "created_at")
    list_filter = ("verdict", "family")
    list_select_related = ("message__sender", "decided_by")
    search_fields = ("=message__id", "message__sender__email")
    fields = (
        "message",
        "family",
        "quoted",
        "confidence",
        "version",
        "verdict",
        "decided_by",
        "decided_at",
        "created_at",
    )
    readonly_fields = fields
    ordering: ClassVar = (F("decided_at").desc(nulls_first=True), "-created_at")
    actions = ("it_is_a_scam", "it_is_harmless")

    @admin.display(description=_("what was written"))
    def quoted(self, warning: ScamWarning) -> str:
        return sentence_of(warning.message.body, warning.start, warning.end)

    @admin.display(description=_("sender"))
    def sender(self, warning: ScamWarning) -> str:
        return str(warning.message.sender or "–")

    @admin.action(description=_("It is a scam"), permissions=["decide"])
    def it_is_a_scam(self, request: HttpRequest, queryset: QuerySet[ScamWarning]) -> None:
        self._decide(request, queryset, ScamWarning.Verdict.SCAM)

    @admin.action(description=_("Harmless: warn no longer"), permissions=["decide"])
    def it_is_harmless(self, request: HttpRequest, queryset: QuerySet[ScamWarning]) -> None:
        self._decide(request, queryset, ScamWarning.Verdict.HARMLESS)

    def has_decide_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("chat.change_scamwarning")

    def _decide(self, request: HttpRequest, queryset: QuerySet[ScamWarning], verdict: str) -> None:
        done = 0
        for warning in queryset.select_related("message"):
            if decide(warning=warning, verdict=verdict, by=request.user):  # type: ignore[arg-type]
                self.log_change(request, warning, f"verdict: {verdict}")
                done += 1
        messages.success(request, ngettext("Done for %(n)s.", "Done for %(n)s.", done) % {"n": done})
