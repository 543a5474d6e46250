from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from apps.accounts.people.admin import PersonAdmin
from apps.accounts.people.models import User
from apps.accounts.sessions.services import end_other_sign_ins, reset_second_step
from apps.console.reasons import reason_for


@admin.action(description=_("End all their sessions and tokens"), permissions=["change"])
def end_sign_ins(model_admin: PersonAdmin, request: HttpRequest, queryset: QuerySet[User]) -> None:
    people = [person for person in queryset if person.pk != request.user.pk]
    ended = sum(end_other_sign_ins(person=person, current_key="") for person in people)
    model_admin.message_user(request, ngettext("%d sign-in ended.", "%d sign-ins ended.", ended) % ended)


@admin.action(description=_("Reset two-step sign-in: their device is lost"), permissions=["reset"])
def reset_second_steps(model_admin: PersonAdmin, request: HttpRequest, queryset: QuerySet[User]) -> HttpResponse | None:
    """Of other people's alone, and of operators' by superusers: else a helper would have themselves let in as one."""
    title = _("Reset two-step sign-in")
    reason = reason_for(model_admin, request, queryset, action="reset_second_steps", title=title)
    if isinstance(reason, HttpResponse):
        return reason
    may = [
        person
        for person in queryset
        if person.pk != request.user.pk and (request.user.is_superuser or not person.is_staff)
    ]
    done = sum(reset_second_step(person=person, reason=reason) for person in may)
    model_admin.message_user(request, ngettext("%d account changed.", "%d accounts changed.", done) % done)
    if len(may) < len(queryset):
        model_admin.message_user(
            request, _("Yourself was left out, and operators, whose superusers decide that."), messages.WARNING
        )
    return None


PersonAdmin.actions.extend([end_sign_ins, reset_second_steps])
