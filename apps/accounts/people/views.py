"""Pages about oneself: settings, language, appearance, pictures."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.files.storage import default_storage
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from apps.accounts.people import services
from apps.accounts.people.access import person_of
from apps.accounts.people.forms import PictureForm, SettingsForm
from apps.accounts.people.models import User
from apps.accounts.people.selectors import is_picture
from apps.errors import DomainError, InvalidInput
from apps.ui.badges import counts_of
from apps.uploads.serving import guarded

YEAR = 60 * 60 * 24 * 365


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def edit_settings(request: HttpRequest) -> HttpResponse:
    person = person_of(request)
    form = SettingsForm(request.POST or None, initial={key: getattr(person, key) for key in services.OWN_SETTINGS})
    if request.method == "POST" and form.is_valid():
        try:
            changed = services.change_settings(person=person, changes=form.cleaned_data)
        except InvalidInput as error:
            form.add_error(error.field, str(error))
        else:
            # Read on the next page, which may be in another language than this one.
            with override(changed.language):
                messages.success(request, _("Saved."))
            return redirect("accounts:settings")
    return _settings_page(request, form, PictureForm())


@require_POST
@login_required
def change_picture(request: HttpRequest) -> HttpResponse:
    person = person_of(request)
    if "remove" in request.POST:
        services.remove_picture(person=person)
        return redirect("accounts:settings")
    form = PictureForm(request.POST, request.FILES)
    if form.is_valid():
        upload = form.cleaned_data["picture"]
        try:
            services.change_picture(person=person, upload=upload, size=upload.size)
        except DomainError as error:
            form.add_error("picture", str(error))
        else:
            messages.success(request, _("Saved. That's how others see you now."))
            return redirect("accounts:settings")
    initial = {key: getattr(person, key) for key in services.OWN_SETTINGS}
    return _settings_page(request, SettingsForm(initial=initial), form)


def _settings_page(request: HttpRequest, form: SettingsForm, picture_form: PictureForm) -> HttpResponse:
    status = 422 if form.errors or picture_form.errors else 200
    return render(request, "accounts/settings.html", {"form": form, "picture_form": picture_form}, status=status)


@require_safe
@login_required
def picture(request: HttpRequest, name: str) -> HttpResponse:
    """A person's picture, for signed-in people. A new picture has a new name, so it may be kept for long."""
    path = f"avatars/{name}"
    if not is_picture(path) or not default_storage.exists(path):
        raise Http404
    with default_storage.open(path) as file:
        response = HttpResponse(file.read(), content_type="image/jpeg")
    response["Cache-Control"] = f"private, max-age={YEAR}, immutable"
    response["Content-Disposition"] = "inline"
    return guarded(response)


@require_POST
def set_language(request: HttpRequest) -> HttpResponse:
    """Kept in a cookie for visitors, and on the person when signed in."""
    language = request.POST.get("language", "")
    if language not in dict(settings.LANGUAGES):
        raise InvalidInput(_("We don't speak that language yet."), field="language")
    if isinstance(request.user, User):
        services.set_language(person=request.user, language=language)
    response = _back(request)
    _remember(response, settings.LANGUAGE_COOKIE_NAME, language)
    return response


@require_POST
def set_theme(request: HttpRequest) -> HttpResponse:
    """Light, dark, or empty for "as the device has it"; kept on this device."""
    theme = request.POST.get("theme", "")
    response = _back(request)
    if theme in ("light", "dark"):
        _remember(response, "theme", theme)
    else:
        response.delete_cookie("theme", samesite="Lax")
    return response


@require_safe
@login_required
def badges(request: HttpRequest) -> JsonResponse:
    """The counts beside the navigation, for pages that stay open."""
    return JsonResponse(counts_of(person_of(request)))


def _back(request: HttpRequest) -> HttpResponseRedirect:
    """To the posted `next`, or to where one was; never off the site. The console's own form posts no `next`."""
    target = request.POST.get("next", "") or request.headers.get("Referer", "")
    if url_has_allowed_host_and_scheme(target, allowed_hosts={request.get_host()}, require_https=request.is_secure()):
        return HttpResponseRedirect(target)
    return HttpResponseRedirect(resolve_url("home"))


def _remember(response: HttpResponse, name: str, value: str) -> None:
    response.set_cookie(name, value, max_age=YEAR, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE)
