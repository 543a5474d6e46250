from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from apps.accounts.people.access import person_of
from apps.notifications.deciding import selectors, services
from apps.notifications.deciding.preferences import choices_of, choose_all
from apps.notifications.deciding.registry import KindGroup
from apps.notifications.deciding.wording import told
from apps.notifications.subscriptions.sealing import own_key
from apps.notifications.subscriptions.selectors import browsers_of

PAGE = 20


BELL = 6


@require_safe
@login_required
def history(request: HttpRequest) -> HttpResponse:
    person = person_of(request)
    wanted = {"unread": request.GET.get("unread") == "1", "group": request.GET.get("group", "")}
    page = Paginator(
        selectors.history_of(person, unread=wanted["unread"] is True, group=str(wanted["group"])), PAGE
    ).get_page(request.GET.get("page"))
    entries = [told(notification, language=person.language) for notification in page]
    return render(
        request, "notifications/list.html", {"page": page, "entries": entries, "groups": KindGroup, "wanted": wanted}
    )


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def preferences(request: HttpRequest) -> HttpResponse:
    """Kinds by channels. A box that isn't ticked is off; each is set at once."""
    person = person_of(request)
    groups = choices_of(person)
    if request.method == "POST":
        on = set(request.POST.getlist("on"))
        offered = {
            (choice.kind.key, channel): f"{choice.kind.key}:{channel}" in on
            for group in groups
            for choice in group.choices
            for channel, state in (("in_app", choice.in_app), ("push", choice.push), ("email", choice.email))
            if state is not None
        }
        choose_all(person=person, wanted=offered)
        messages.success(request, _("Saved."))
        return redirect("notifications:preferences")
    browsers = list(browsers_of(person))
    this = next((browser for browser in browsers if browser.credential == request.session.session_key), None)
    shown = {"groups": groups, "browsers": browsers, "this_browser": this, "push_key": own_key()}
    return render(request, "notifications/preferences.html", shown)


@require_safe
@login_required
def bell(request: HttpRequest) -> HttpResponse:
    """The newest few, for the menu behind the bell."""
    person = person_of(request)
    entries = [told(notification, language=person.language) for notification in selectors.history(person)[:BELL]]
    return render(request, "notifications/_bell.html", {"entries": entries})


@require_safe
@login_required
def follow(request: HttpRequest, notification_id: int) -> HttpResponse:
    """Marks one read and goes where it leads."""
    person = person_of(request)
    notification = selectors.notification_for(person, notification_id)
    services.mark_read(person=person, causes=[notification.cause])
    if url_has_allowed_host_and_scheme(notification.url, allowed_hosts=None):
        return redirect(notification.url)
    return redirect("notifications:list")


@require_POST
@login_required
def mark_read(request: HttpRequest) -> HttpResponse:
    services.mark_read(person=person_of(request))
    return redirect("notifications:list")
