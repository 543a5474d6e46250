"""`Idempotency-Key`: a request that is sent again has one effect, and gets the answer of the first time.

The key is claimed inside the transaction of the effect. Whoever comes with the same key meanwhile waits on the unique
index until the first has committed; if it was refused or crashed, nothing was claimed and the next one tries.
"""

import hashlib
import json
from collections.abc import Callable
from datetime import timedelta
from functools import partial, wraps
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from apps.api.models import IdempotentRequest
from apps.errors import Conflict, InvalidInput

KEPT_FOR = timedelta(days=7)
MAX_LENGTH = 128
HEADER = OpenApiParameter(
    "Idempotency-Key",
    str,
    OpenApiParameter.HEADER,
    description="Up to 128 characters of your own, for example a UUID. The same key again within seven days gives the "
    "first answer again and has no further effect; with another body it is 409 `idempotency_key_reused`.",
)

View = Callable[..., Response]


class IdempotencyKeyReused(Conflict):
    code = "idempotency_key_reused"
    message = _("This Idempotency-Key was used for another request.")


def idempotent(handler: View) -> View:
    """Decorates a DRF handler (`post`, `create`, an action). Only answers below 400 are remembered. A refusal
    undoes all that the handler did: what counts all the same, as uploads do, comes before (`idempotent_after`)."""
    return _idempotent(handler, reading=None)


def idempotent_after(reading: Callable[..., Any]) -> Callable[[View], View]:
    """The same where something comes before, while nothing is locked and no refusal undoes it: `reading(view, request,
    …)` takes files apart, say, and what it gives is what the handler gets after the request."""
    return partial(_idempotent, reading=reading)


def _idempotent(handler: View, *, reading: Callable[..., Any] | None) -> View:

    @extend_schema(parameters=[HEADER])
    @wraps(handler)
    def answer(view: Any, request: Request, *args: Any, **kwargs: Any) -> Response:
        def read() -> tuple[Any, ...]:
            return (reading(view, request, *args, **kwargs),) if reading else ()

        key = request.headers.get("Idempotency-Key", "")
        if not key or not request.user.is_authenticated:
            return handler(view, request, *read(), *args, **kwargs)
        if len(key) > MAX_LENGTH or not key.isprintable():
            raise InvalidInput(field="Idempotency-Key")
        fingerprint = fingerprint_of(request)
        if reading and (claim := IdempotentRequest.objects.filter(person=request.user.pk, key=key).first()):
            return _answer_again(claim, fingerprint)
        what_was_read = read()
        with transaction.atomic():
            claim, is_first = _claim(request.user, key, fingerprint)
            if not is_first:
                return _answer_again(claim, fingerprint)
            response = handler(view, request, *what_was_read, *args, **kwargs)
            if response.status_code >= 400:
                transaction.set_rollback(True)
                return response
            response.data = json.loads(JSONRenderer().render(response.data) or b"null")
            claim.status, claim.body = response.status_code, response.data
            claim.save(update_fields=["status", "body"])
        return response

    answer.is_idempotent = True  # type: ignore[attr-defined]  # every POST of the API is looked through for it
    return answer


def _claim(person: Any, key: str, fingerprint: str) -> tuple[IdempotentRequest, bool]:
    try:
        with transaction.atomic():
            return IdempotentRequest.objects.create(person=person, key=key, fingerprint=fingerprint), True
    except IntegrityError:
        return IdempotentRequest.objects.get(person=person, key=key), False


def _answer_again(claim: IdempotentRequest, fingerprint: str) -> Response:
    if claim.fingerprint != fingerprint:
        raise IdempotencyKeyReused
    return Response(claim.body, status=claim.status)


def fingerprint_of(request: Request) -> str:
    """A digest of method, path and body; the order of names in the body doesn't matter."""
    digest = hashlib.sha256(f"{request.method} {request.get_full_path()}\n".encode())
    data = request.data
    if hasattr(data, "lists"):
        for name, values in sorted(data.lists()):
            digest.update(json.dumps([name, [_digest_of(value) for value in values]]).encode())
    else:
        digest.update(json.dumps(data, sort_keys=True, default=str).encode())
    return digest.hexdigest()


def _digest_of(value: Any) -> str:
    if not isinstance(value, UploadedFile):
        return str(value)
    digest = hashlib.sha256()
    for chunk in value.chunks():
        digest.update(chunk)
    value.seek(0)
    return f"{value.name} {digest.hexdigest()}"
