from django.urls import reverse

from apps.accounts.companies.events import JoinDecided, JoinRequested
from apps.accounts.companies.models import JoinRequest
from apps.accounts.companies.selectors import colleagues_at
from apps.events.registry import handles
from apps.notifications.deciding.services import notify
from apps.notifications.joining.kinds import JOIN_ACCEPTED, JOIN_DECLINED, JOIN_REQUESTED


@handles(JoinRequested)
def tell_the_company(event: JoinRequested) -> None:
    request = JoinRequest.objects.select_related("person").filter(pk=event.request).first()
    if request is None or request.state != JoinRequest.State.WAITING:
        return
    for colleague in colleagues_at(request.company_id):
        notify(
            person=colleague,
            kind=JOIN_REQUESTED,
            cause=f"join-request:{request.pk}",
            facts={"name": request.person.name},
            url=reverse("accounts:company"),
        )


@handles(JoinDecided)
def tell_who_asked(event: JoinDecided) -> None:
    request = JoinRequest.objects.select_related("person", "company").filter(pk=event.request).first()
    if request is None:
        return
    notify(
        person=request.person,
        kind=JOIN_ACCEPTED if request.state == JoinRequest.State.ACCEPTED else JOIN_DECLINED,
        cause=f"join-request:{request.pk}:decided",
        facts={"company": request.company.name},
        url=reverse("accounts:company"),
    )
