from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from apps.accounts.people.access import person_of
from apps.errors import DomainError
from apps.notifications.adapters.services import leave_messenger, use_messenger


@require_POST
@login_required
def messenger(request: HttpRequest) -> HttpResponse:
    """Without an address e-mails come again."""
    person, address = person_of(request), request.POST.get("address", "")
    if not address:
        leave_messenger(person=person)
        messages.success(request, _("E-mails come again."))
        return redirect("notifications:preferences")
    try:
        use_messenger(person=person, address=address)
        messages.success(request, _("It works: a first word is there. What we mailed comes there from now on."))
    except DomainError as error:
        messages.error(request, str(error))
    return redirect("notifications:preferences")
