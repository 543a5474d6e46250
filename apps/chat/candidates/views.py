"""The part of the side panel that only the company's people see."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from apps.accounts.people.access import person_of
from apps.chat.candidates.models import CandidateRecord
from apps.chat.candidates.selectors import record_for
from apps.chat.candidates.services import add_note, delete_note, set_standing, tag_candidate, untag_candidate
from apps.errors import InvalidInput, NotFound


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def candidate_record(request: HttpRequest, candidate_id: int) -> HttpResponse:
    """The record; posting to it changes one thing and answers with the record as it is now."""
    error, typed = "", {}
    if request.method == "POST":
        record_for(person_of(request), candidate_id)
        try:
            _change(request, candidate_id)
        except InvalidInput as refusal:
            error, typed = str(refusal), {"text": request.POST.get("text", ""), "tag": request.POST.get("tag", "")}
    context = {
        "record": record_for(person_of(request), candidate_id),
        "standings": CandidateRecord.Standing.choices,
        "error": error,
        "typed": typed,
    }
    return render(request, "chat/_candidate_record.html", context, status=422 if error else 200)


def _change(request: HttpRequest, candidate_id: int) -> None:
    by, what = person_of(request), request.POST.get("do", "")
    if what == "note":
        add_note(by=by, candidate_id=candidate_id, text=request.POST.get("text", ""))
    elif what == "delete_note":
        delete_note(by=by, candidate_id=candidate_id, note_id=_number(request, "note"))
    elif what == "standing":
        set_standing(by=by, candidate_id=candidate_id, standing=request.POST.get("standing", ""))
    elif what == "tag":
        tag_candidate(by=by, candidate_id=candidate_id, name=request.POST.get("tag", ""))
    elif what == "untag":
        untag_candidate(by=by, candidate_id=candidate_id, tag_id=_number(request, "tag"))
    else:
        raise InvalidInput(field="do")


def _number(request: HttpRequest, name: str) -> int:
    value = request.POST.get(name, "")
    if not (value.isascii() and value.isdecimal() and len(value) < 19):
        raise NotFound
    return int(value)
