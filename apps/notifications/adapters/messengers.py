"""Bots and room robots of messengers, over apprise.

Apprise opens connections of its own, past what `apps.outgoing` checks. So services are offered whose host stands in its
code alone, their addresses hold keys and nothing else (no port, no option), and it follows no redirect.
"""

import re
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from apps.errors import InvalidInput


@dataclass(frozen=True, slots=True)
class Messenger:
    """`address` is its form as apprise has it, `webhook` as the service itself shows it, `plugin` what apprise calls
    the one that sends; `host` is the only one that it connects to."""

    title: str
    host: str
    plugin: tuple[str, str]
    address: re.Pattern[str]
    webhook: re.Pattern[str] | None = None


def _of(text: str) -> re.Pattern[str]:
    return re.compile(text, re.ASCII)


MESSENGERS = {
    "tgram": Messenger(
        "Telegram",
        "api.telegram.org",
        ("telegram", "NotifyTelegram"),
        _of(r"tgram://\d{6,12}:[\w-]{30,60}/-?\d{3,20}"),
    ),
    "slack": Messenger(
        "Slack",
        "hooks.slack.com",
        ("slack", "NotifySlack"),
        _of(r"slack://T\w{6,20}/B\w{6,20}/\w{20,40}"),
        _of(r"https://hooks\.slack\.com/services/(T\w+)/(B\w+)/(\w+)"),
    ),
    "discord": Messenger(
        "Discord",
        "discord.com",
        ("discord", "NotifyDiscord"),
        _of(r"discord://\d{15,22}/[\w-]{40,100}"),
        _of(r"https://(?:discord|discordapp)\.com/api/webhooks/(\d+)/([\w-]+)"),
    ),
    "feishu": Messenger(
        "飞书 Feishu",
        "open.feishu.cn",
        ("feishu", "NotifyFeishu"),
        _of(r"feishu://[\w-]{16,64}"),
        _of(r"https://open\.feishu\.cn/open-apis/bot/v2/hook/([\w-]+)"),
    ),
    "lark": Messenger(
        "Lark",
        "open.larksuite.com",
        ("lark", "NotifyLark"),
        _of(r"lark://[\w-]{16,64}"),
        _of(r"https://open\.larksuite\.com/open-apis/bot/v2/hook/([\w-]+)"),
    ),
    "dingtalk": Messenger(
        "钉钉 DingTalk",
        "oapi.dingtalk.com",
        ("dingtalk", "NotifyDingTalk"),
        _of(r"dingtalk://(?:SEC\w{16,80}@)?\w{16,128}"),
        _of(r"https://oapi\.dingtalk\.com/robot/send\?access_token=(\w+)"),
    ),
    "wecombot": Messenger(
        "企业微信 WeCom",
        "qyapi.weixin.qq.com",
        ("wecombot", "NotifyWeComBot"),
        _of(r"wecombot://[\w-]{16,64}"),
        _of(r"https://qyapi\.weixin\.qq\.com/cgi-bin/webhook/send\?key=([\w-]+)"),
    ),
}


class NoMessenger(InvalidInput):
    code = "no_messenger"
    message = _(
        "That isn't the address of a bot or a robot that we can write to. Copy it from Telegram, Slack, Discord, "
        "Feishu, Lark, DingTalk or WeCom as it stands there."
    )


def canonical(text: str) -> str:
    """An address as it is kept, of one as apprise or the service itself writes it. Raises NoMessenger."""
    text = text.strip()
    for scheme, messenger in MESSENGERS.items():
        found = messenger.webhook.fullmatch(text) if messenger.webhook else None
        address = f"{scheme}://{'/'.join(found.groups())}" if found else text
        if messenger.address.fullmatch(address):
            return address
    raise NoMessenger(field="address")


def messenger_of(address: str) -> Messenger:
    return MESSENGERS[address.partition("://")[0]]


_MARKUP = re.compile(r"[@<\]]")


def _plain(text: str) -> str:
    """With something invisible after what some services read as a call to everybody or as a link under other words:
    names and messages of strangers are among what is said."""
    return _MARKUP.sub("\\g<0>\u200b", text)


def say(address: str, *, title: str, body: str) -> bool:
    """Whether the service took it. `address` is canonical; without a body the title stands alone."""
    from apprise import Apprise, AppriseAsset, NotifyFormat  # noqa: PLC0415  half a second, for who uses it

    asset = AppriseAsset(
        app_id="Rapport", app_desc="Rapport", app_url=settings.SITE_URL, image_url_mask="", image_path_mask=False
    )
    asset.http_redirects = False
    module, name = messenger_of(canonical(address)).plugin
    plugin: Any = getattr(import_module(f"apprise.plugins.{module}"), name)
    sender = Apprise(asset=asset)
    sender.add(plugin(**plugin.parse_url(address), asset=asset))
    title, body = _plain(title), _plain(body)
    return bool(sender.notify(title=title if body else "", body=body or title, body_format=NotifyFormat.TEXT))
