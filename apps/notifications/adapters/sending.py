"""Text messages, WeChat work accounts and bots of messengers: the same few words, over the service that there is.

A gateway for text messages gets `POST SMS_GATEWAY_URL {"to": "+86…", "text": "…"}` with `Authorization: Bearer
SMS_GATEWAY_TOKEN` and answers 2xx. A WeChat work account gets a text card from the application `WECOM_AGENT_ID`
(https://developer.work.weixin.qq.com/document/path/90236); its token is kept for as long as it is valid.
"""

import json
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.core.cache import cache

from apps.errors import InvalidInput
from apps.notifications.adapters.messengers import say
from apps.notifications.adapters.models import Adapter
from apps.outgoing.errors import OutgoingError
from apps.outgoing.requests import fetch, post, post_and_read

LONGEST_TITLE, LONGEST_TEXT = 120, 300
WECOM = "https://qyapi.weixin.qq.com/cgi-bin"
JSON = ("application/json",)
TOKEN = "notifications.wecom.token"


def send(adapter: str, address: str, *, title: str, body: str, url: str) -> bool:
    """Whether its service took it; False also where the installation has none."""
    try:
        return SENDERS[adapter](address, title[:LONGEST_TITLE], body[:LONGEST_TEXT], url)
    except (OutgoingError, ValueError, KeyError, InvalidInput):  # away, or it says what isn't its answer
        return False


def _text_message(number: str, title: str, body: str, url: str) -> bool:
    if not settings.SMS_GATEWAY_URL:
        return False
    content = {"to": number, "text": f"{title} {url}".strip()}
    headers = {"Authorization": f"Bearer {settings.SMS_GATEWAY_TOKEN}", "Content-Type": "application/json"}
    status = post(settings.SMS_GATEWAY_URL, body=_json(content), headers=headers, purpose="Notice")
    return 200 <= status < 300


def _work_account(member: str, title: str, body: str, url: str) -> bool:
    if not settings.WECOM_CORP_ID:
        return False
    card = {"title": title, "description": body or title, "url": url or settings.SITE_URL}
    content = {"touser": member, "msgtype": "textcard", "agentid": settings.WECOM_AGENT_ID, "textcard": card}
    answer = post_and_read(
        f"{WECOM}/message/send?{urlencode({'access_token': _token()})}",
        body=_json(content),
        headers={"Content-Type": "application/json"},
        content_types=JSON,
        purpose="Notice",
    )
    said = json.loads(answer.body)
    if said["errcode"] in (40014, 42001):  # the token isn't valid any more: the next try asks for another
        cache.delete(TOKEN)
    return said["errcode"] == 0 and not said.get("invaliduser")


def _token() -> str:
    if token := cache.get(TOKEN):
        return str(token)
    who = urlencode({"corpid": settings.WECOM_CORP_ID, "corpsecret": settings.WECOM_SECRET})
    answer = fetch(f"{WECOM}/gettoken?{who}", accept=JSON[0], content_types=JSON, purpose="Notice")
    said = json.loads(answer.body)
    cache.set(TOKEN, said["access_token"], timeout=max(60, int(said["expires_in"]) - 300))
    return str(said["access_token"])


def _json(content: dict[str, Any]) -> bytes:
    return json.dumps(content, ensure_ascii=False).encode()


def _messenger(address: str, title: str, body: str, url: str) -> bool:
    return say(address, title=title, body="\n".join(filter(None, (body, url))))


SENDERS: dict[str, Callable[[str, str, str, str], bool]] = {
    Adapter.SMS: _text_message,
    Adapter.WECOM: _work_account,
    Adapter.APP: _messenger,
}
