"""Who may say that a message came.

Our own format signs the moment and the whole body by HMAC-SHA256. WeChat and Weibo sign by SHA-1 over their token (at
Weibo the app's secret), the timestamp and the nonce, sorted and joined
(developers.weixin.qq.com/doc/service/en/guide/dev/push, open.weibo.com/wiki/Messages_api_start): not the body, so a
signature is taken once. In WeChat's encrypted mode `msg_signature` covers what is encrypted, too.
"""

import hashlib
import hmac
from collections.abc import Mapping
from datetime import datetime, timedelta

from django.http import HttpRequest
from django.utils.crypto import constant_time_compare

from apps.feedback.hooks.models import WebhookSource

TIMESTAMP, SIGNATURE = "X-Rapport-Timestamp", "X-Rapport-Signature"
FRESH = timedelta(minutes=5)


def sign(secret: str, body: bytes, *, now: datetime) -> dict[str, str]:
    """The headers of a message of ours."""
    moment = str(int(now.timestamp()))
    return {TIMESTAMP: moment, SIGNATURE: f"sha256={_hmac(secret, moment, body)}"}


def is_signed(source: WebhookSource, request: HttpRequest, *, sealed: str = "", now: datetime) -> bool:
    """By the present or the former secret, within five minutes; `sealed` is what came encrypted."""
    if source.format == WebhookSource.Format.OWN:
        moment, given = request.headers.get(TIMESTAMP, ""), request.headers.get(SIGNATURE, "")
        expected = [f"sha256={_hmac(secret, moment, request.body)}" for secret in source.secrets(now=now)]
    else:
        moment = request.GET.get("timestamp", "")
        given = request.GET.get("msg_signature" if sealed else "signature", "")
        expected = [sha1_of(secret, request.GET, sealed) for secret in source.secrets(now=now)]
    return _is_fresh(moment, now) and any(constant_time_compare(one, given) for one in expected)


def sha1_of(secret: str, query: Mapping[str, str], sealed: str = "") -> str:
    parts = sorted([secret, query.get("timestamp", ""), query.get("nonce", ""), sealed])
    return hashlib.sha1("".join(parts).encode(), usedforsecurity=False).hexdigest()


def _hmac(secret: str, moment: str, body: bytes) -> str:
    return hmac.new(secret.encode(), moment.encode() + b"." + body, hashlib.sha256).hexdigest()


def _is_fresh(moment: str, now: datetime) -> bool:
    """Seconds, or milliseconds as Weibo has them."""
    if not (moment.isascii() and moment.isdecimal()) or len(moment) > 13:
        return False
    seconds = int(moment) / 1000 if len(moment) == 13 else int(moment)
    return abs(now.timestamp() - seconds) <= FRESH.total_seconds()
