from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from apps.accounts.people.access import person_of
from apps.notifications.subscriptions.services import end_subscription


@require_POST
@login_required
def end_browser(request: HttpRequest, browser_id: int) -> HttpResponse:
    end_subscription(person=person_of(request), subscription_id=browser_id)
    messages.success(request, _("No more pushes there."))
    return redirect("notifications:preferences")
