from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from apps.accounts.models import User
from apps.accounts.people.access import person_of
from apps.errors import DomainError
from apps.feedback.releases.models import Credit
from apps.feedback.releases.selectors import published_release, published_releases, thanked
from apps.feedback.releases.services import agree_to_credit, withdraw_credit

PAGE_SIZE = 10


@require_GET
def changelog(request: HttpRequest) -> HttpResponse:
    """What changed, for everybody, the newest first."""
    return _changelog(request)


@require_GET
def release(request: HttpRequest, release_id: int) -> HttpResponse:
    found = published_release(release_id)
    return render(request, "feedback/release.html", {"release": found, "names": thanked([found])[found.pk]})


@login_required
@require_POST
def credit(request: HttpRequest) -> HttpResponse:
    """Whether one wants to be thanked by a name, and by which."""
    person = person_of(request)
    if "withdraw" in request.POST:
        withdraw_credit(person=person)
        return redirect("feedback:changelog")
    try:
        agree_to_credit(person=person, nickname=request.POST.get("nickname", ""))
    except DomainError as error:
        return _changelog(request, nickname=request.POST.get("nickname", ""), problem=str(error), status=422)
    return redirect("feedback:changelog")


def _changelog(
    request: HttpRequest, *, nickname: str | None = None, problem: str = "", status: int = 200
) -> HttpResponse:
    page = Paginator(published_releases(), PAGE_SIZE).get_page(request.GET.get("page"))
    names = thanked(page.object_list)
    known = None
    if isinstance(request.user, User):
        known = Credit.objects.filter(person=request.user).first()
    context = {
        "page": page,
        "rows": [(one, names[one.pk]) for one in page],
        "credit": known,
        "nickname": nickname if nickname is not None else (known.nickname if known else ""),
        "problem": problem,
    }
    return render(request, "feedback/changelog.html", context, status=status)
