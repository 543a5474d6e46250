from uuid import UUID, uuid4

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from apps.accounts.people.access import person_of
from apps.errors import DomainError, InvalidInput, NotFound
from apps.gamification.ledger.selectors import coins_of, movements
from apps.gamification.members.selectors import member_of
from apps.gamification.shop.history import in_words
from apps.gamification.shop.models import MOST_WORDS
from apps.gamification.shop.selectors import offered, offers_to, orders_of
from apps.gamification.shop.services import cancel_order, order_reward

PAGE = 20


@require_safe
@login_required
def coins(request: HttpRequest) -> HttpResponse:
    """What one has, and what came and went; nothing of it for who hides all of it."""
    person = person_of(request)
    if member_of(person).hides_all:
        return render(request, "gamification/hidden.html", {"page_title": _("Coins")})
    page = Paginator(movements(person), PAGE).get_page(request.GET.get("page"))
    context = {"coins": coins_of(person), "page": page, "movements": in_words(page.object_list)}
    return render(request, "gamification/coins.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def shop(request: HttpRequest) -> HttpResponse:
    """What there is for coins; a POST orders one of it."""
    person = person_of(request)
    if request.method == "POST":
        return _order(request)
    if member_of(person).hides_all:
        return render(request, "gamification/hidden.html", {"page_title": _("Shop")})
    return _shop(request)


def _order(request: HttpRequest) -> HttpResponse:
    reward, wish = request.POST.get("reward", ""), request.POST.get("wish", "")
    if not reward.isascii() or not reward.isdecimal() or len(reward) > 18:
        raise NotFound
    try:
        order = order_reward(
            person=person_of(request),
            reward_id=int(reward),
            request_id=_request_id(request),
            now=timezone.now(),
            wish=wish,
            price=_shown_price(request),
        )
    except NotFound:
        raise
    except DomainError as error:
        return _shop(request, error=str(error), about=int(reward), wish=wish, status=error.status)
    messages.success(
        request, _("Ordered: %(reward)s. You can take it back until it is ready.") % {"reward": order.reward}
    )
    return redirect("gamification:orders")


def _request_id(request: HttpRequest) -> UUID:
    """Of the form that was shown, so that sending it twice orders once."""
    try:
        return UUID(request.POST.get("request_id", ""))
    except ValueError as error:
        raise InvalidInput from error


def _shown_price(request: HttpRequest) -> int | None:
    """The price that stood on the form; None where the form named none."""
    price = request.POST.get("price", "")
    if not price:
        return None
    if not price.isascii() or not price.isdecimal() or len(price) > 18:
        raise InvalidInput
    return int(price)


def _shop(
    request: HttpRequest, *, error: str = "", about: int | None = None, wish: str = "", status: int = 200
) -> HttpResponse:
    person = person_of(request)
    page = Paginator(offered(), PAGE).get_page(request.GET.get("page"))
    context = {
        "coins": coins_of(person),
        "page": page,
        "offers": [(offer, uuid4()) for offer in offers_to(person, list(page.object_list))],
        "error": error,
        "about": about,
        "wish": wish,
        "max_words": MOST_WORDS,
    }
    return render(request, "gamification/shop.html", context, status=status)


@require_safe
@login_required
def orders(request: HttpRequest) -> HttpResponse:
    person = person_of(request)
    if member_of(person).hides_all:
        return render(request, "gamification/hidden.html", {"page_title": _("Your orders")})
    page = Paginator(orders_of(person), PAGE).get_page(request.GET.get("page"))
    return render(request, "gamification/orders.html", {"page": page, "coins": coins_of(person)})


@require_POST
@login_required
def cancel(request: HttpRequest, order_id: int) -> HttpResponse:
    order = cancel_order(person=person_of(request), order_id=order_id, now=timezone.now())
    messages.success(request, _("Taken back: your %(n)d coins are yours again.") % {"n": order.price})
    return redirect("gamification:orders")
