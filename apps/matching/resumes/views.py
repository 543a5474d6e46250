"""One's own résumé, and its file."""

from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from apps.accounts.people.access import person_of
from apps.errors import DomainError, InvalidInput
from apps.matching.resumes.access import candidate_of
from apps.matching.resumes.downloads import download_of
from apps.matching.resumes.forms import ResumeForm, UploadForm
from apps.matching.resumes.models import Resume, ResumeVisibility
from apps.matching.resumes.selectors import file_for, resume_view
from apps.matching.resumes.services import remove_resume_file, save_resume, upload_resume
from apps.uploads.limits import MAX_BYTES


@login_required
@require_safe
def resume(request: HttpRequest) -> HttpResponse:
    me = candidate_of(request)
    found = Resume.objects.filter(owner=me).only("pk").first()
    view = resume_view(me, found.pk) if found is not None else None
    return render(request, "matching/resume.html", {"view": view, "resume": view and view.resume, "form": UploadForm()})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def resume_edit(request: HttpRequest) -> HttpResponse:
    """The form. `?filled=` names what a file has just filled in, for the owner to look over."""
    me = candidate_of(request)
    found = Resume.objects.filter(owner=me).first()
    filled = [name for name in request.GET.get("filled", "").split(",") if name]
    initial = {"visibility": ResumeVisibility.RECRUITERS} if filled or found is None else {}
    form = ResumeForm(request.POST or None, instance=found, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            save_resume(owner=me, **form.stated())
        except InvalidInput as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            messages.success(request, _("Saved. Jobs are ranked by it from now on."))
            return redirect("matching:resume")
    context = {"form": form, "filled": [form.fields[name].label for name in filled if name in form.fields]}
    return render(request, "matching/resume_edit.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def resume_upload(request: HttpRequest) -> HttpResponse:
    """Takes a file, and goes on to the form with what was read from it."""
    me = candidate_of(request)
    form = UploadForm(request.POST, request.FILES)
    try:
        if form.is_valid():
            file: UploadedFile = form.cleaned_data["file"]
            upload = upload_resume(owner=me, name=file.name or "", content=file.read(MAX_BYTES + 1))
            query = urlencode({"filled": ",".join(upload.filled)}) if upload.filled else ""
            return redirect(f"{reverse('matching:resume_edit')}?{query}" if query else reverse("matching:resume"))
    except DomainError as refusal:
        form.add_error("file", str(refusal))
    found = Resume.objects.filter(owner=me).only("pk").first()
    view = resume_view(me, found.pk) if found is not None else None
    context = {"view": view, "resume": view and view.resume, "form": form}
    return render(request, "matching/resume.html", context, status=422)


@login_required
@require_POST
def resume_file_remove(request: HttpRequest) -> HttpResponse:
    remove_resume_file(owner=candidate_of(request))
    messages.success(request, _("The file is gone. What your résumé says stays."))
    return redirect("matching:resume")


@login_required
@require_safe
def resume_file(request: HttpRequest, resume_id: int) -> FileResponse:
    """As a download only: never shown by the browser, never guessed to be something else."""
    return download_of(file_for(person_of(request), resume_id))
