from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from apps.accounts.models import User
from apps.gamification.levels.selectors import levels
from apps.gamification.rules.selectors import rules_for
from apps.gamification.rules.wording import words_of


@require_safe
def rules(request: HttpRequest) -> HttpResponse:
    """The live rules in words; for visitors too."""
    person = request.user if isinstance(request.user, User) else None
    mine, others = rules_for(person)
    context = {
        "rules": [words_of(version) for version in mine],
        "others": [words_of(version) for version in others],
        "levels": levels(),
    }
    return render(request, "gamification/rules.html", context)
