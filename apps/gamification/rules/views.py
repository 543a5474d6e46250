from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from apps.accounts.models import User
from apps.gamification.levels.selectors import levels
from apps.gamification.rules.reading import words_for
from apps.gamification.rules.selectors import rules_for


@require_safe
def rules(request: HttpRequest) -> HttpResponse:
    """The live rules in words; for visitors too."""
    person = request.user if isinstance(request.user, User) else None
    mine, others = rules_for(person)
    now = timezone.now()
    context = {
        "rules": words_for(person, mine, now=now),
        "others": words_for(None, others, now=now),
        "levels": levels(),
    }
    return render(request, "gamification/rules.html", context)
