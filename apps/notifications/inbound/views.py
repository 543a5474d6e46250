from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from apps.accounts.people.access import person_of
from apps.notifications.inbound.mail_service import webhook
from apps.notifications.inbound.stopping import write_again


@require_POST
@login_required
def mail_again(request: HttpRequest) -> HttpResponse:
    if write_again(person=person_of(request)):
        messages.success(request, _("E-mails come again. If they can't be delivered, they are stopped once more."))
    return redirect("accounts:settings")


@csrf_exempt
@require_http_methods(["POST", "HEAD", "OPTIONS"])
def mail_events(request: HttpRequest) -> HttpResponse:
    """What the mail service says became of our letters; its secret or signature is looked at first."""
    view = webhook()
    if view is None:
        raise Http404
    return view(request)
