from datetime import datetime, timedelta

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.utils.translation import gettext_lazy as _
from knox.models import get_token_model

from apps.accounts.attempts.models import SignInAttempt
from apps.events.schedule import periodic
from apps.realtime.models import OpenSocket, SocketTicket
from apps.realtime.open_sockets import STALE_AFTER

AT_ONCE = 5000


@periodic("accounts.forget_sign_ins", every_seconds=3600, title=_("Forget sign-ins that have ended"))
def forget_sign_ins(now: datetime) -> None:
    """Sessions, tokens, tickets and attempts that have run out, and where sessions that are gone were used from; five
    thousand of each at a time."""
    expired = Session.objects.filter(expire_date__lt=now).values_list("pk", flat=True)[:AT_ONCE]
    Session.objects.filter(pk__in=list(expired)).delete()
    gone = UserSession.objects.exclude(session_key__in=Session.objects.values("session_key"))
    UserSession.objects.filter(pk__in=list(gone.values_list("pk", flat=True)[:AT_ONCE])).delete()
    tokens = get_token_model().objects.filter(expiry__lt=now).values_list("pk", flat=True)[:AT_ONCE]
    get_token_model().objects.filter(pk__in=list(tokens)).delete()
    attempts = SignInAttempt.objects.filter(at__lt=now - timedelta(days=1)).values_list("pk", flat=True)[:AT_ONCE]
    SignInAttempt.objects.filter(pk__in=list(attempts)).delete()
    tickets = SocketTicket.objects.filter(expires_at__lt=now - timedelta(days=1)).values_list("pk", flat=True)[:AT_ONCE]
    SocketTicket.objects.filter(pk__in=list(tickets)).delete()
    left = OpenSocket.objects.filter(seen_at__lt=now - STALE_AFTER).values_list("pk", flat=True)[:AT_ONCE]
    OpenSocket.objects.filter(pk__in=list(left)).delete()
