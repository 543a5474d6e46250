"""Ending what somebody is signed in with, and keeping where that was."""

from datetime import timedelta

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from knox.models import get_token_model

from apps.accounts.people.models import User
from apps.accounts.second_step.services import forget_second_step
from apps.accounts.sessions.selectors import SignIn, sign_ins_of
from apps.errors import NotFound
from apps.realtime.models import CredentialKind

MOST_SESSIONS = 50
SEEN_EVERY = timedelta(hours=1)
SEEN_KEY = "seen_at"


class SignInGone(NotFound):
    code = "sign_in_gone"
    message = _("That sign-in has ended already.")


def record_session(*, request: HttpRequest) -> None:
    """Keeps from where and with what the session of this request was used last. The oldest of a person's sessions
    makes room when there are too many."""
    request.session[SEEN_KEY] = timezone.now().timestamp()
    UserSession.objects.create_from_request(request)
    keys = list(
        UserSession.objects.filter(user_id=request.user.pk)
        .order_by("-last_seen_at", "-pk")
        .values_list("session_key", flat=True)[MOST_SESSIONS:]
    )
    if keys:
        _end_sessions(keys)


def is_seen_lately(request: HttpRequest) -> bool:
    """Whether the session was recorded within the last hour, so that not every page writes."""
    seen = request.session.get(SEEN_KEY, 0)
    return bool(timezone.now().timestamp() - seen < SEEN_EVERY.total_seconds())


def end_sign_in(*, person: User, sign_in_id: str) -> None:
    """Ends one session or token; its sockets close within seconds. Raises SignInGone for anything else."""
    wanted = next((one for one in sign_ins_of(person) if one.id == sign_in_id), None)
    if wanted is None:
        raise SignInGone
    _end([wanted])


def end_other_sign_ins(*, person: User, current_key: str) -> int:
    """Ends all but the one that asks, and says how many. An empty `current_key` ends all. What a new password had
    ended already goes with its place, and isn't counted."""
    others = [one for one in sign_ins_of(person) if one.key != current_key]
    recorded = UserSession.objects.filter(user=person).exclude(session_key=current_key)
    with transaction.atomic():
        _end(others)
        _end_sessions(list(recorded.values_list("session_key", flat=True)))
    return len(others)


@transaction.atomic
def reset_second_step(*, person: User, reason: str) -> bool:
    """For whom the device is lost, at an operator's word, which the history keeps; they are told. All that is signed in
    ends. False when there was no second step, or a colleague was first."""
    if not forget_second_step(person=person):
        return False
    end_other_sign_ins(person=person, current_key="")
    person._change_reason = reason  # type: ignore[attr-defined]  # what the history reads
    person.save(update_fields=["email"])
    return True


@transaction.atomic
def _end(sign_ins: list[SignIn]) -> None:
    tokens = [one.key for one in sign_ins if one.kind == CredentialKind.TOKEN]
    get_token_model().objects.filter(digest__in=tokens).delete()
    _end_sessions([one.key for one in sign_ins if one.kind == CredentialKind.SESSION])


def _end_sessions(keys: list[str]) -> None:
    Session.objects.filter(session_key__in=keys).delete()
    UserSession.objects.filter(session_key__in=keys).delete()
