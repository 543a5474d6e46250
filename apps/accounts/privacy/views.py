"""The page on which everybody gets a copy of their data, sees what they agreed to, and may delete their account."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from apps.accounts.consent.selectors import consents_of, texts_to_agree
from apps.accounts.people.access import person_of
from apps.accounts.privacy import services
from apps.accounts.privacy.forms import CloseAccountForm
from apps.accounts.privacy.registry import owners
from apps.accounts.privacy.selectors import export_for, exports_of
from apps.errors import DomainError
from apps.uploads.serving import served


@require_safe
@login_required
def data(request: HttpRequest) -> HttpResponse:
    return _page(request, CloseAccountForm(person=person_of(request)))


@require_POST
@login_required
def request_export(request: HttpRequest) -> HttpResponse:
    try:
        services.request_export(person=person_of(request))
        messages.success(request, _("We're putting your data together. You'll be told when it's ready."))
    except DomainError as refusal:
        messages.warning(request, str(refusal))
    return redirect("accounts:data")


@require_safe
@login_required
def download(request: HttpRequest, token: UUID) -> FileResponse:
    export = export_for(person_of(request), token)
    return served(export.file, name=services.export_name(export), content_type="application/zip")


@require_POST
@login_required
def close_account(request: HttpRequest) -> HttpResponse:
    person = person_of(request)
    form = CloseAccountForm(request.POST, person=person)
    if form.is_valid():
        try:
            closure = services.close_account(person=person, password=form.cleaned_data["password"])
        except DomainError as refusal:
            form.add_error("password" if refusal.field else None, str(refusal))
        else:
            logout(request)
            return render(request, "accounts/account_closed.html", {"erase_at": closure.erase_at})
    return _page(request, form, status=422)


def _page(request: HttpRequest, form: CloseAccountForm, status: int = 200) -> HttpResponse:
    person = person_of(request)
    context = {
        "form": form,
        "exports": exports_of(person),
        "consents": consents_of(person),
        "to_agree": texts_to_agree(person),
        "held": [owner.title for owner in owners()],
    }
    return render(request, "accounts/data.html", context, status=status)
