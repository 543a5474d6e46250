from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from apps.accounts.people.access import person_of
from apps.chat.suggestions.services import take_suggestion


@require_POST
@login_required
def take(request: HttpRequest, suggestion_id: int) -> HttpResponse:
    """The page has put it into the composer, where it can be changed."""
    take_suggestion(person=person_of(request), suggestion_id=suggestion_id)
    return HttpResponse(status=204)
