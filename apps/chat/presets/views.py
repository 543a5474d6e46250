"""Prepared replies: what a person keeps ready."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from apps.accounts.models import User
from apps.accounts.people.access import person_of
from apps.chat.conversations.models import Conversation
from apps.chat.presets.examples import example, invented_values
from apps.chat.presets.files import keep_with, read_file, remove_preset_file
from apps.chat.presets.forms import PresetForm
from apps.chat.presets.models import Preset
from apps.chat.presets.permissions import may_change
from apps.chat.presets.selectors import MAX_LOOKED_AT, matching, preset_for, preset_values, presets_of
from apps.chat.presets.services import delete_preset, save_preset
from apps.chat.presets.usage import Usage, typed_usage, usage_of
from apps.chat.presets.variables import VARIABLES
from apps.errors import DomainError, NotFound
from apps.ui.fragments import fragment_or_page

STAGES = dict(Conversation.Stage.choices)
GROUPS = {"personal": gettext_lazy("Mine"), "team": gettext_lazy("My company's"), "system": gettext_lazy("Rapport's")}
GROUP_OF: dict[str, str] = {Preset.Scope.JOB: "team"}
"""What is for one job stands among the company's."""


@require_safe
@login_required
def presets(request: HttpRequest) -> HttpResponse:
    """All of them, or those with these words (`?q=`), or of whom (`?of=`)."""
    me, now = person_of(request), timezone.now()
    query, wanted = request.GET.get("q", "").strip()[:80], request.GET.get("of", "")
    known = presets_of(me).select_related("job").prefetch_related("files").order_by("stage", "id")[:MAX_LOOKED_AT]
    groups: dict[str, list[Preset]] = {group: [] for group in GROUPS}
    for preset in matching(known, query):
        groups[GROUP_OF.get(preset.scope, preset.scope)].append(preset)
    counts = {group: len(found) for group, found in groups.items()}
    if wanted in groups:
        groups = {group: found if group == wanted else [] for group, found in groups.items()}
    usage = usage_of([preset.pk for found in groups.values() for preset in found], now=now, sender=me)
    context = {
        "groups": [
            (group, label, [_shown(me, preset, usage.get(preset.pk)) for preset in groups[group]])
            for group, label in GROUPS.items()
        ],
        "chips": [(group, label, counts[group]) for group, label in GROUPS.items()],
        "q": query,
        "of": wanted if wanted in groups else "",
        "is_found": any(groups.values()),
        "typed": typed_usage(now=now, sender=me),
    }
    return fragment_or_page(request, "chat/_presets.html", "chat/presets.html", context)


def _shown(me: User, preset: Preset, usage: Usage | None) -> dict[str, object]:
    title, text = preset.words(me.language)
    return {
        "preset": preset,
        "title": title,
        "text": text,
        "may_change": may_change(me, preset),
        "usage": usage,
        "stage_label": STAGES.get(preset.stage, ""),
    }


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def preset_edit(request: HttpRequest, preset_id: int | None = None) -> HttpResponse:
    """A new one, one's own, or (`?from=`) a new one that begins as a copy of another."""
    me = person_of(request)
    preset = preset_for(me, preset_id) if preset_id else None
    if preset is not None and not may_change(me, preset):
        raise NotFound
    form = PresetForm(request.POST or None, request.FILES or None, person=me, initial=_initial(request, me, preset))
    if request.method == "POST" and form.is_valid():
        try:
            _save(
                by=me,
                files=form.cleaned_data["attached"],
                title=form.cleaned_data["title"],
                body=form.cleaned_data["body"],
                scope=form.cleaned_data.get("scope") or Preset.Scope.PERSONAL,
                stage=form.cleaned_data["stage"],
                job=form.cleaned_data.get("job"),
                preset=preset,
            )
        except DomainError as error:
            form.add_error(_field_of(error, form), str(error))
        else:
            messages.success(request, _("Saved. Type / in a conversation to use it."))
            return redirect("chat:presets")
    status = 422 if request.method == "POST" else 200
    files = list(preset.files.order_by("pk")) if preset else []
    context = {"form": form, "preset": preset, "files": files, "variables": variables_help()}
    return render(request, "chat/preset_edit.html", context, status=status)


@require_POST
@login_required
def preset_delete(request: HttpRequest, preset_id: int) -> HttpResponse:
    preset = preset_for(person_of(request), preset_id)
    delete_preset(by=person_of(request), preset=preset)
    messages.success(request, _("Deleted."))
    return redirect("chat:presets")


@require_POST
@login_required
def preset_remove_file(request: HttpRequest, preset_id: int, file_id: int) -> HttpResponse:
    me = person_of(request)
    remove_preset_file(by=me, preset=preset_for(me, preset_id), file_id=file_id)
    messages.success(request, _("Removed."))
    return redirect("chat:preset_edit", preset_id)


@require_POST
@login_required
def preset_preview(request: HttpRequest) -> HttpResponse:
    """How the text will read, with somebody's name and a job filled in."""
    shown = example(request.POST.get("body", "")[:4000], _example(person_of(request)))
    return render(request, "chat/_preset_preview.html", {"text": shown.text, "prompts": shown.prompts})


def _field_of(error: DomainError, form: PresetForm) -> str | None:
    field = "attached" if error.field == "file" else error.field
    return field if field in form.fields else None


def _save(*, by: User, files: list[UploadedFile], **fields: Any) -> None:
    """All of it or nothing: what a file is refused for is said in the form."""
    read = [read_file(by, file) for file in files]
    with transaction.atomic():
        saved = save_preset(by=by, **fields)
        for one in read:
            keep_with(saved, by=by, read=one)


def variables_help() -> list[tuple[str, str]]:
    """Each variable as it is written, and what it stands for."""
    words = {
        "me.name": _("Your name"),
        "other.name": _("The other person's name"),
        "candidate.name": _("The candidate's name"),
        "recruiter.name": _("The recruiter's name"),
        "company.name": _("The company"),
        "job.title": _("The job's title"),
        "job.city": _("Where the job is"),
    }
    return [(f"{{{name}}}", words[name]) for name in VARIABLES]


def _initial(request: HttpRequest, me: User, preset: Preset | None) -> dict[str, str]:
    copied = request.GET.get("from", "")
    source = preset
    if source is None and copied.isascii() and copied.isdecimal() and len(copied) < 19:
        source = presets_of(me).filter(pk=int(copied)).first()
    if source is None:
        return {"scope": Preset.Scope.PERSONAL}
    title, text = source.words(me.language)
    return {
        "title": title,
        "body": text,
        "stage": source.stage,
        "scope": preset.scope if preset else Preset.Scope.PERSONAL,
        "job": str(preset.job_id or "") if preset else "",
    }


def _example(me: User) -> dict[str, str]:
    """The values of the person's latest conversation about a job, else invented ones."""
    latest = (
        Conversation.objects.for_user(me)
        .filter(kind=Conversation.Kind.JOB)
        .select_related("candidate", "recruiter", "job__company")
        .order_by("-last_message_at", "-pk")
        .first()
    )
    if latest is not None:
        other = latest.recruiter if me.pk == latest.candidate_id else latest.candidate
        return preset_values(me=me, other=other, candidate=latest.candidate, recruiter=latest.recruiter, job=latest.job)
    return invented_values(me=me.name, is_candidate=me.is_candidate, company=str(me.company) if me.company else "")
