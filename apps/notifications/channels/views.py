from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from apps.accounts.people.services import change_settings
from apps.notifications.channels.unsubscribing import may_choose, person_and_kinds
from apps.notifications.deciding.models import Channel
from apps.notifications.deciding.preferences import choose_all, is_wanted, mail_choices_of, stop_mail
from apps.notifications.deciding.registry import kind_of
from apps.notifications.deciding.wording import name_of


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
        "token": token,
        "asked": request.method != "POST" or not (kinds or stops_all or resumes),
        "subscribed": is_on,
        "kinds": [name_of(kind) for kind in kinds],
        "all_stopped": not person.email_notifications,
    }
    return render(request, "notifications/unsubscribe.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def mail_choices(request: HttpRequest, token: str) -> HttpResponse:
    """Which kinds of news come by e-mail, for who comes by the link of a letter and isn't signed in. That of an old
    letter leads to the page for who is."""
    person, _keys = person_and_kinds(token)
    if not may_choose(token):
        return redirect("notifications:preferences")
    if request.method == "POST":
        on = set(request.POST.getlist("on"))
        offered = {choice.kind.key for group in mail_choices_of(person) for choice in group.choices}
        choose_all(person=person, wanted={(key, Channel.EMAIL.value): key in on for key in offered})
        if on and not person.email_notifications:
            change_settings(person=person, changes={"email_notifications": True})
        messages.success(request, _("Saved."))
        return redirect("notifications:mail_choices", token)
    context = {"groups": mail_choices_of(person), "token": token, "are_on": person.email_notifications}
    return render(request, "notifications/mail_choices.html", context)
