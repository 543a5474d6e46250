"""Pages of the product as a whole: the welcome and the living style guide."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from config.style import examples


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The welcome for visitors; whoever is signed in goes to their inbox."""
    if not request.user.is_authenticated:
        return render(request, "home.html")
    try:
        return redirect(reverse("chat:inbox"))
    except NoReverseMatch:
        return redirect("accounts:settings")


@require_safe
def style(request: HttpRequest) -> HttpResponse:
    """Every component, living; for staff."""
    if not request.user.is_staff:
        raise Http404
    return render(request, "style.html", {"now": timezone.now()} | examples())
