from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from apps.accounts.people.services import change_settings
from apps.notifications.channels.unsubscribing import person_from


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """One click stops the e-mails. Opening the link alone changes nothing, as mail scanners open links too."""
    person = person_from(token)
    if request.method == "POST":
        change_settings(person=person, changes={"email_notifications": "resume" in request.POST})
        person.refresh_from_db()
    context = {"asked": request.method != "POST", "subscribed": person.email_notifications}
    return render(request, "notifications/unsubscribe.html", context)
