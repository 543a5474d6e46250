from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from apps.accounts.people.admin import PersonAdmin
from apps.accounts.people.models import User
from apps.accounts.sessions.services import end_other_sign_ins


@admin.action(description=_("End all their sessions and tokens"), permissions=["change"])
def end_sign_ins(model_admin: PersonAdmin, request: HttpRequest, queryset: QuerySet[User]) -> None:
    people = [person for person in queryset if person.pk != request.user.pk]
    ended = sum(end_other_sign_ins(person=person, current_key="") for person in people)
    model_admin.message_user(request, ngettext("%d sign-in ended.", "%d sign-ins ended.", ended) % ended)


PersonAdmin.actions.append(end_sign_ins)
