"""Whether a message resembles known scams more than it resembles what people write about work: a second opinion for
what no rule names. It warns; it never stops anything."""

import re
from functools import cache

from apps import language
from apps.chat.scam.shipped import shipped_examples

SURE = 0.75
TOPICS = re.compile(
    r"钱|(?<![消浪])费|(?<!交)付(?!出|诸)|转账|打款|转我|先转|(?<![一两几这那条])款|(?<![提成外社公])交(?![付流通接互叉])|(?<!显)卡(?![在住点顿])"
    r"|(?<!对)账|(?<![代编源解])码|贷|分期|投资|充值|币|微信|加我|软件|链接|网址|签证|护照|证件|身份证|日结|佣|返"
    r"|代理|高薪|日入|单结|数字"
    r"|\bpay|\bfees?\b|dollar|bucks|usd|eur|\bcost|account|card|\bcode|send|money|transfer|telegram|whatsapp|signal|invest|deposit|loan"
    r"|financ|passport|\bssn|\bcheck|cheque|visa|password|log ?in|profit|commission|per day|a day"
    r"|remit|pounds|euros|guarantee"
)
"""What all tricks are about: money, accounts, codes, documents, other apps. Of all else the model knows little."""


@cache
def classifier() -> "language.Classifier":
    """Learnt at first use, in about a second."""
    return language.Classifier(shipped_examples())


def likeness(text: str) -> float:
    """0 to 1; 0 of what isn't about what tricks are about."""
    return dict(classifier().predict(text))["scam"] if TOPICS.search(text.lower()) else 0.0
