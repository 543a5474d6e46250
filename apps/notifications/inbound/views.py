from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from apps.accounts.people.access import person_of
from apps.notifications.inbound.stopping import write_again


@require_POST
@login_required
def mail_again(request: HttpRequest) -> HttpResponse:
    if write_again(person=person_of(request)):
        messages.success(request, _("E-mails come again. If they can't be delivered, they are stopped once more."))
    return redirect("accounts:settings")
