"""Conversations with the support team, answered live: who waits longest stands first."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.accounts.people.access import person_of
from apps.chat.messages.admin import log_reading
from apps.chat.models import Conversation
from apps.console.answers import is_partial
from apps.console.pages import WorkplaceAdmin
from apps.errors import DomainError
from apps.feedback.desk.services import look_at
from apps.feedback.support_chats.forms import ChatAnswerForm
from apps.feedback.support_chats.models import SupportChat
from apps.feedback.support_chats.selectors import (
    answered_lately,
    chats_for,
    takes_part,
    thread_of,
    waiting_chats,
    with_lookers,
)
from apps.feedback.support_chats.services import answer_chat
from apps.feedback.tickets.forms import read_id

PAGE = 25
FOLDER = "admin/feedback/support_chats"


@admin.register(SupportChat)
class SupportChatAdmin(WorkplaceAdmin):
    """Instead of a list who waits, instead of a form the conversation."""

    fields = ("id",)

    def steps(self) -> dict[str, Callable[..., HttpResponse]]:
        return {"thread": self.thread, "answer": self.answer, "look": self.look}

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Who waits; asked for by the page itself, only their list."""
        self.check_access(request)
        template = "_list" if is_partial(request) else "page"
        opened = read_id(request.GET.get("open", ""))
        return render(request, f"{FOLDER}/{template}.html", self._list_context(request, opened))

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        self.check_access(request)
        if (number := read_id(object_id)) is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        chat, conversation = self._chat(request, number)
        log_reading(request, conversation, "Read this conversation with support.")
        return self._show(request, chat, conversation)

    def thread(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """What is said by now; nothing where the page has it already."""
        self.check_access(request)
        chat, conversation = self._chat(request, object_id)
        if request.GET.get("rev") == str(conversation.head_rev):
            return HttpResponse(status=204)
        context = {"chat": chat, "thread": thread_of(conversation), "takes_part": self._takes_part(request, chat)}
        return render(request, f"{FOLDER}/_thread.html", context)

    def answer(self, request: HttpRequest, object_id: int) -> HttpResponse:
        self.check_access(request, "feedback.change_supportchat", method="POST")
        chat, conversation = self._chat(request, object_id)
        form = ChatAnswerForm(request.POST)
        if form.is_valid():
            try:
                answer_chat(
                    operator=person_of(request),
                    conversation_id=conversation.pk,
                    body=form.cleaned_data["body"],
                    client_id=form.cleaned_data["client_id"],
                    seen_seq=form.cleaned_data["seen"],
                )
            except DomainError as error:
                form.add_error("body", str(error))
            else:
                form = ChatAnswerForm()
        if not form.errors and not is_partial(request):
            return redirect("admin:feedback_supportchat_change", chat.pk)
        chat, conversation = self._chat(request, object_id)
        return self._show(request, chat, conversation, form=form, status=422 if form.errors else 200)

    def look(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """Says that one is here, and who else is."""
        self.check_access(request, method="POST")
        chat, _conversation = self._chat(request, object_id)
        looks = look_at(operator=person_of(request), ticket_id=chat.pk, writes="writes" in request.POST)
        return render(request, "admin/feedback/desk/_looks.html", {"looks": looks})

    def _chat(self, request: HttpRequest, number: int) -> tuple[SupportChat, Conversation]:
        chat = get_object_or_404(chats_for(person_of(request)), pk=number)
        assert chat.conversation is not None
        return chat, chat.conversation

    def _takes_part(self, request: HttpRequest, chat: SupportChat) -> bool:
        assert chat.conversation is not None
        return takes_part(person_of(request), chat.conversation)

    def _list_context(self, request: HttpRequest, opened: int | None) -> dict[str, Any]:
        """`opened` is the conversation beside the list."""
        operator, now = person_of(request), timezone.now()
        page = Paginator(waiting_chats(operator), PAGE).get_page(request.GET.get("page"))
        return {
            "page": page,
            "waiting": with_lookers(list(page), operator, now=now),
            "answered": with_lookers(list(answered_lately(operator, now=now)), operator, now=now),
            "title": _("Live support"),
            "opened": opened,
            "now": now,
        } | self.admin_site.each_context(request)

    def _show(
        self,
        request: HttpRequest,
        chat: SupportChat,
        conversation: Conversation,
        *,
        form: ChatAnswerForm | None = None,
        status: int = 200,
    ) -> HttpResponse:
        """The whole page, or the conversation alone."""
        before, seen = (read_id(request.GET.get(name, "")) for name in ("before", "seen"))
        may_answer = request.user.has_perm("feedback.change_supportchat")
        context = {
            "chat": chat,
            "thread": thread_of(conversation, before_seq=before, seen_seq=seen),
            "takes_part": self._takes_part(request, chat),
            "looks": look_at(operator=person_of(request), ticket_id=chat.pk),
            "form": (form or ChatAnswerForm()) if may_answer else None,
        }
        if is_partial(request):
            return render(request, f"{FOLDER}/_chat.html", context, status=status)
        return render(request, f"{FOLDER}/page.html", self._list_context(request, chat.pk) | context, status=status)
