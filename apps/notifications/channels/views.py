from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from apps.accounts.people.services import change_settings
from apps.notifications.channels.unsubscribing import person_and_kinds
from apps.notifications.deciding.models import Channel
from apps.notifications.deciding.preferences import is_wanted, stop_mail
from apps.notifications.deciding.registry import kind_of
from apps.notifications.deciding.wording import title_pattern


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """One click stops the e-mails of the letter's kinds, another one all of them. Opening the link alone changes
    nothing, as mail scanners open links too; nor does one click where none of the letter's kinds can be stopped."""
    person, keys = person_and_kinds(token)
    kinds = [kind for kind in map(kind_of, keys) if kind and kind.has_optional_mail]
    stops_all = not keys or "all" in request.POST
    resumes = "resume" in request.POST
    if request.method == "POST":
        if stops_all or (resumes and not person.email_notifications):
            change_settings(person=person, changes={"email_notifications": resumes})
            person.refresh_from_db()
        if kinds and not ("all" in request.POST and not resumes):
            stop_mail(person=person, kinds=keys, is_on=resumes)
    is_on = person.email_notifications and (not kinds or any(is_wanted(person, kind, Channel.EMAIL) for kind in kinds))
    context = {
        "asked": request.method != "POST" or not (kinds or stops_all or resumes),
        "subscribed": is_on,
        "kinds": [title_pattern(kind) for kind in kinds],
        "all_stopped": not person.email_notifications,
    }
    return render(request, "notifications/unsubscribe.html", context)
