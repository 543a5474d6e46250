"""Where other platforms and bridges bring messages. See `formats` and `signing` for what they send."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from apps.errors import DomainError, NotAllowed
from apps.feedback.hooks.encryption import decrypted
from apps.feedback.hooks.formats import read, sealed_part
from apps.feedback.hooks.incoming import take_message
from apps.feedback.hooks.models import WebhookSource
from apps.feedback.hooks.signing import is_signed

MOST_BYTES = 64 * 1024


class NotSigned(NotAllowed):
    code = "not_signed"
    message = _("The signature is wrong, or older than five minutes.")


class MessageTooLarge(DomainError):
    code = "message_too_large"
    status = 413
    message = _("That is too much for one message.")


@csrf_exempt
@require_http_methods(["GET", "POST"])
def hook(request: HttpRequest, key: UUID) -> HttpResponse:
    """A GET proves that the address is ours, as WeChat and Weibo ask for; a POST brings a message."""
    source = WebhookSource.objects.filter(key=key, is_active=True).first()
    if source is None:
        raise Http404
    if len(request.body) > MOST_BYTES:
        raise MessageTooLarge
    now, body = timezone.now(), request.body
    sealed = sealed_part(body) if source.is_encrypted and request.method == "POST" else ""
    if not is_signed(source, request, sealed=sealed, now=now):
        raise NotSigned
    if request.method == "GET":
        return _plain(request.GET.get("echostr", "")[:100])
    is_own = source.format == WebhookSource.Format.OWN
    # Under one signature timestamp and nonce could be divided in another way: what serves once is the signature.
    once = "" if is_own else request.GET.get("msg_signature" if sealed else "signature", "")
    if sealed:
        body = decrypted(source, sealed, now=now)
    ticket = take_message(source=source, said=read(source, body), once=once, now=now)
    return JsonResponse({"ticket": ticket.pk if ticket else None}) if is_own else _plain("success")


def _plain(text: str) -> HttpResponse:
    return HttpResponse(text, content_type="text/plain; charset=utf-8")
