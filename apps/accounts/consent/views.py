from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from apps.accounts.consent.models import Consent
from apps.accounts.consent.selectors import text_in_force
from apps.accounts.consent.services import agree
from apps.accounts.people.access import person_of


@require_safe
def legal_text(request: HttpRequest, kind: str) -> HttpResponse:
    """The terms or the privacy notice, for everybody."""
    return render(request, "accounts/legal_text.html", {"text": text_in_force(kind)})


@require_POST
@login_required
def agree_to_texts(request: HttpRequest) -> HttpResponse:
    agree(person=person_of(request), source=Consent.Source.PAGE)
    return redirect("accounts:data")
