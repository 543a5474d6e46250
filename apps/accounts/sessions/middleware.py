from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from apps.accounts.sessions.services import is_seen_lately, record_session


class SessionActivityMiddleware:
    """Keeps, once an hour, that a session is in use, so that its person recognises it in the list."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.session.session_key and request.user.is_authenticated and not is_seen_lately(request):
            record_session(request=request)
        return self.get_response(request)
