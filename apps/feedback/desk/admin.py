"""The workspace: the queue, the ticket and its person on one page. Between two tickets no list is loaded."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.accounts.people.access import person_of
from apps.chat.messages.admin import log_reading
from apps.chat.messages.selectors import messages_page
from apps.console.answers import is_partial, telling
from apps.console.pages import WorkplaceAdmin
from apps.errors import DomainError
from apps.feedback.desk.forms import AnswerForm, SortForm
from apps.feedback.desk.models import Desk
from apps.feedback.desk.person import timeline_of
from apps.feedback.desk.queue import CHOICES, QUEUES, View, neighbours, parts_of, queue_page
from apps.feedback.desk.services import forget_view, keep_view, look_at, views_of
from apps.feedback.desk.similar import similar_solved
from apps.feedback.macros.services import prepared_macros
from apps.feedback.routing.models import RoutingRule
from apps.feedback.sla.clocks import clocks_of
from apps.feedback.tickets import wording
from apps.feedback.tickets.forms import read_id
from apps.feedback.tickets.lifecycle import OPEN
from apps.feedback.tickets.models import Channel, Ticket
from apps.feedback.topics.duplicates import decide_duplicate
from apps.feedback.topics.models import DuplicateLink
from apps.feedback.work.news import newest_entry
from apps.feedback.work.services import add_note

LINES_SHOWN = 60
AROUND = 9
"""Messages that are read around the reported one."""


@admin.register(Desk)
class DeskAdmin(WorkplaceAdmin):
    """Instead of a list the queue, instead of a form the workspace."""

    fields = ("id",)

    def steps(self) -> dict[str, Callable[..., HttpResponse]]:
        return {
            "answer": self.answer,
            "note": self.note,
            "sort": self.sort,
            "duplicate": self.duplicate,
            "look": self.look,
            "message": self.message,
            "similar": self.similar,
            "keep_view": self.keep_view,
            "forget_view": self.forget_view,
        }

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """The queue with the ticket whose turn it is."""
        self.check_access(request)
        view, operator = View.read(request.GET), person_of(request)
        page = queue_page(view, operator, after=request.GET.get("after", ""), now=timezone.now())
        first = self._ticket(page.tickets[0].pk) if page.tickets else None
        return self._page(request, first, view, page=page)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        self.check_access(request)
        if (number := read_id(object_id)) is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        return self._show(request, self._ticket(number), View.read(request.GET))

    def answer(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """Sends the answer and opens the next ticket."""
        self.check_access(request, "feedback.change_ticket", method="POST")
        ticket, view, operator = self._ticket(object_id), View.read(_asked(request)), person_of(request)
        with transaction.atomic():
            form = AnswerForm(ticket, request.POST)
            if is_done := form.is_valid():
                _before, behind = neighbours(view, operator, ticket, now=timezone.now())
                form.do(operator)
        if not is_done:
            return self._show(request, ticket, view, answer=form, status=422)
        said = _("#%(number)s is done.") % {"number": object_id}
        return self._go_on(request, ticket if "stay" in request.POST else behind, view, said, with_queue=True)

    def note(self, request: HttpRequest, object_id: int) -> HttpResponse:
        self.check_access(request, "feedback.change_ticket", method="POST")
        ticket, view = self._ticket(object_id), View.read(_asked(request))
        text = request.POST.get("note", "")
        try:
            add_note(ticket_id=object_id, operator=person_of(request), body=text)
        except DomainError as error:
            return self._show(request, ticket, view, note=text, note_error=str(error), status=422)
        return self._go_on(request, ticket, view, _("The note is kept."))

    def sort(self, request: HttpRequest, object_id: int) -> HttpResponse:
        self.check_access(request, "feedback.change_ticket", method="POST")
        ticket, view, operator = self._ticket(object_id), View.read(_asked(request)), person_of(request)
        with transaction.atomic():
            form = SortForm(ticket, request.POST)
            if is_done := form.is_valid():
                form.do(operator)
        if not is_done:
            return self._show(request, ticket, view, sort=form, status=422)
        return self._go_on(request, ticket, view, _("Done."))

    def duplicate(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """Confirms or dismisses that another ticket says the same."""
        self.check_access(request, "feedback.change_duplicatelink", method="POST")
        ticket, view = self._ticket(object_id), View.read(_asked(request))
        link = get_object_or_404(DuplicateLink, ticket=ticket, pk=read_id(request.POST.get("link", "")) or 0)
        decide_duplicate(link_id=link.pk, operator=person_of(request), is_duplicate=request.POST.get("same") == "yes")
        return self._go_on(request, ticket, view, _("Done."))

    def look(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """Says that one is here, and who else is."""
        self.check_access(request, method="POST")
        ticket = self._ticket(object_id)
        looks = look_at(operator=person_of(request), ticket_id=ticket.pk, writes="writes" in request.POST)
        return render(request, "admin/feedback/desk/_looks.html", {"looks": looks})

    def message(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """The reported message with its neighbours; whoever reads them leaves an entry in the log."""
        self.check_access(request, "chat.view_message")
        ticket = self._ticket(object_id)
        if ticket.conversation is None:
            raise Http404
        place = ticket.message.seq if ticket.message else ticket.conversation.head_seq
        around = messages_page(ticket.conversation, around_seq=place, limit=AROUND)
        log_reading(request, ticket.message or ticket.conversation, "Read the messages around a report.")
        context = {"ticket": ticket, "around": around, "reported": ticket.message_id}
        return self._part(request, "message", context, ticket)

    def similar(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """Solved tickets that say nearly the same."""
        self.check_access(request)
        ticket = self._ticket(object_id)
        context = {"ticket": ticket, "similar": similar_solved(ticket), "view": View.read(request.GET)}
        return self._part(request, "similar", context, ticket)

    def keep_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        self.check_access(request, method="POST")
        view = View.read(_asked(request))
        name, is_shared = request.POST.get("name", ""), "shared" in request.POST
        with telling(request):
            kept = keep_view(operator=person_of(request), name=name, view=view, is_shared=is_shared)
            messages.success(request, _("The view “%(name)s” is kept.") % {"name": kept.name})
        return HttpResponseRedirect(_address(object_id, view))

    def forget_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        self.check_access(request, method="POST")
        forget_view(operator=person_of(request), view_id=read_id(request.POST.get("view", "")) or 0)
        return HttpResponseRedirect(_address(object_id, View.read(_asked(request))))

    def _ticket(self, number: int) -> Ticket:
        # What few tickets have is read where there is one: to join it all takes longer than most of the page.
        tickets = Ticket.objects.select_related("reporter__company", "assigned_to", "team", "topic")
        return get_object_or_404(tickets, pk=number)

    def _go_on(
        self, request: HttpRequest, to: "Ticket | int | None", view: View, said: str, *, with_queue: bool = False
    ) -> HttpResponse:
        """To the ticket, with the news that it was done; where none is left, to the empty queue."""
        messages.success(request, said)
        number = to.pk if isinstance(to, Ticket) else to
        if not is_partial(request):
            return HttpResponseRedirect(_address(number, view))
        if number is None:
            return HttpResponse(headers={"HX-Redirect": _address(None, view)})
        answer = self._show(request, self._ticket(number), view, with_queue=with_queue)
        answer.headers["HX-Push-Url"] = _address(number, view)
        return answer

    def _show(
        self, request: HttpRequest, ticket: Ticket, view: View, *, status: int = 200, **given: Any
    ) -> HttpResponse:
        """The whole page, or only what changes between two tickets."""
        if not is_partial(request):
            return self._page(request, ticket, view, status=status, **given)
        context = self._ticket_context(request, ticket, view, **given)
        if given.get("with_queue"):
            page = queue_page(view, person_of(request), now=timezone.now())
            context |= {"page": page, "rows": _rows(page.tickets), "swaps_queue": True}
        return render(request, "admin/feedback/desk/_ticket.html", context | {"is_partial": True}, status=status)

    def _page(
        self,
        request: HttpRequest,
        ticket: Ticket | None,
        view: View,
        *,
        page: Any = None,
        status: int = 200,
        **given: Any,
    ) -> HttpResponse:
        operator = person_of(request)
        page = page or queue_page(view, operator, after=request.GET.get("after", ""), now=timezone.now())
        context = self.admin_site.each_context(request) | {
            "title": _("Workspace"),
            "opts": self.opts,
            "view": view,
            "page": page,
            "rows": _rows(page.tickets),
            "queues": QUEUES,
            "choices": [(name, self._label(name), choices) for name, choices in CHOICES.items()],
            "views": views_of(operator),
            "operator": operator,
        }
        if ticket is not None:
            context |= self._ticket_context(request, ticket, view, **given)
        return render(request, "admin/feedback/desk/page.html", context, status=status)

    def _label(self, name: str) -> str:
        return str(Ticket._meta.get_field(name).verbose_name)  # type: ignore[union-attr]

    def _part(self, request: HttpRequest, name: str, context: dict[str, Any], ticket: Ticket) -> HttpResponse:
        """A part of the page; without scripts it is a page of its own."""
        template = f"admin/feedback/desk/_{name}.html"
        if is_partial(request):
            return render(request, template, context)
        context |= self.admin_site.each_context(request) | {
            "title": f"#{ticket.pk}",
            "opts": self.opts,
            "part": template,
            "back": _address(ticket.pk, View.read(request.GET)),
        }
        return render(request, "admin/feedback/desk/part.html", context)

    def _ticket_context(
        self,
        request: HttpRequest,
        ticket: Ticket,
        view: View,
        *,
        answer: AnswerForm | None = None,
        sort: SortForm | None = None,
        note: str = "",
        note_error: str = "",
        with_queue: bool = False,
    ) -> dict[str, Any]:
        operator, now = person_of(request), timezone.now()
        before, behind = neighbours(view, operator, ticket, now=now)
        entries = list(ticket.entries.select_related("author").order_by("-pk")[: LINES_SHOWN + 1])
        macros = prepared_macros(ticket, now=now) if ticket.status in OPEN or ticket.needs_person else []
        may_work = request.user.has_perm("feedback.change_ticket")
        rule = ticket.turn_parts.get("rule")
        rules = RoutingRule.objects.select_related("segment").in_bulk([rule] if rule else [])
        return {
            "ticket": ticket,
            "view": view,
            "before": _address(before, view) if before else "",
            "behind": _address(behind, view) if behind else "",
            "lines": wording.team_lines(ticket, entries[:LINES_SHOWN][::-1]),
            "has_older": len(entries) > LINES_SHOWN,
            "parts": parts_of(ticket, rules),
            "clocks": clocks_of(ticket.pk),
            "verdicts": ticket.classifications.select_related("by").order_by("field", "pk")[:40],
            "links": ticket.duplicates.select_related("other").order_by("-score")[:5],
            "moments": timeline_of(ticket.told_by, operator) if ticket.told_by else [],
            "looks": look_at(operator=operator, ticket_id=ticket.pk, now=now),
            "macros": macros,
            "answer": (answer or self._answer_form(request, ticket, macros)) if may_work else None,
            "sort": (sort or SortForm(ticket)) if may_work else None,
            "note": note,
            "note_error": note_error,
            "now": now,
            "may_read_messages": request.user.has_perm("chat.view_message"),
            "chat_url": _chat_url(request, ticket),
        }

    def _answer_form(self, request: HttpRequest, ticket: Ticket, macros: list[Any]) -> AnswerForm:
        """Empty, or with what a macro or an earlier answer brings, for browsers without scripts."""
        initial: dict[str, Any] = {"seen": newest_entry(ticket)}
        chosen = read_id(request.GET.get("macro", ""))
        for one in macros:
            if one.macro.pk == chosen:
                initial |= {"reply": one.text, "to": one.to, "promised_day": one.promised_day, "macro": chosen}
        if insert := read_id(request.GET.get("insert", "")):
            for solved in similar_solved(ticket):
                if solved.answer.pk == insert:
                    initial["reply"] = solved.answer.body
        return AnswerForm(ticket, initial=initial)


def _rows(tickets: list[Ticket]) -> list[tuple[Ticket, list[str]]]:
    """Each ticket with the parts of its priority."""
    numbers = {ticket.turn_parts.get("rule") for ticket in tickets} - {None}
    rules = RoutingRule.objects.select_related("segment").in_bulk(numbers)
    return [(ticket, parts_of(ticket, rules)) for ticket in tickets]


def _asked(request: HttpRequest) -> QueryDict:
    """The part of the queue from which a form was sent."""
    return QueryDict(request.POST.get("queue_query", "")[:300])


def _address(number: int | None, view: View) -> str:
    route = "admin:feedback_desk_change" if number else "admin:feedback_desk_changelist"
    address = reverse(route, args=[number] if number else [])
    return f"{address}?{view.query}" if view.query else address


def _chat_url(request: HttpRequest, ticket: Ticket) -> str:
    """Where what was asked in the chat is answered live; empty for anything else."""
    is_chat = ticket.channel == Channel.SUPPORT and ticket.conversation_id is not None
    may_answer = is_chat and request.user.has_perm("feedback.view_supportchat")
    return reverse("admin:feedback_supportchat_change", args=[ticket.pk]) if may_answer else ""
