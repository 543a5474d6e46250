from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from apps.accounts.people.access import person_of
from apps.errors import DomainError
from apps.feedback.ratings.forms import RatingForm
from apps.feedback.ratings.selectors import case_of, my_rating, outcome_of
from apps.feedback.ratings.services import rate_conversation
from apps.ui.fragments import fragment_or_page


@login_required
@require_http_methods(["GET", "POST"])
def rate(request: HttpRequest, conversation_id: int) -> HttpResponse:
    """How a conversation was: a fragment for its page or for the sheet; opened by itself, a page of its own."""
    person = person_of(request)
    conversation, rating = my_rating(person, conversation_id)
    is_open = rating is None or rating.is_changeable(now=timezone.now())
    case = case_of(rating) if rating else None
    context = {
        "conversation": conversation,
        "rating": rating,
        "is_open": is_open,
        "case": case,
        "outcome": outcome_of(case),
    }
    if request.method == "GET":
        initial = {"stars": rating.stars, "comment": rating.comment} if rating else {}
        return _show(request, "_rate", context | {"form": RatingForm(initial=initial)})
    form = RatingForm(request.POST)
    if form.is_valid():
        try:
            rating = rate_conversation(
                rater=person,
                conversation_id=conversation_id,
                stars=form.cleaned_data["stars"],
                comment=form.cleaned_data["comment"],
            )
        except DomainError as error:
            form.add_error(error.field or None, str(error))
        else:
            rated: dict[str, object] = {"conversation": conversation, "rating": rating, "case": case_of(rating)}
            return _show(request, "_rated", rated)
    return _show(request, "_rate", context | {"form": form}, status=422)


def _show(request: HttpRequest, part: str, context: dict[str, object], status: int = 200) -> HttpResponse:
    return fragment_or_page(request, f"feedback/{part}.html", "feedback/rate.html", context, status)
