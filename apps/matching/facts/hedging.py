"""How people put things vaguely, whatever the thing: a topic's name and one of these in one clause leave it open."""

from collections.abc import Iterator
from functools import lru_cache

from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.matching.facts.phrases import phrases
from apps.matching.facts.sentences import BETWEEN_CLAUSES

FARTHEST = {"en": 26, "zh": 7}
"""Characters between the name and what is said of it."""
AT_MOST = 80
"""Names and hedges of a text that are looked at."""


class Hedge(models.TextChoices):
    OPEN = "open", _("left to be agreed: “negotiable”, 面议, “flexible”")
    DEMAND = "demand", _("expected or possible, without how much: “may be required”, 需要, “some”")
    PRAISE = "praise", _("praised, not stated: “generous”, 优厚, “great”")


HEDGES = {
    Hedge.OPEN: """negotiable
tbc
tba
tbd
to be (agreed/discussed/confirmed/decided/arranged/determined/announced/advised/negotiated)
(will/can/may) be (discussed/agreed/arranged/negotiated/confirmed/decided/advised)
flexible
flexibly
vary
varies
varied
variable
various
varying
depend
depends
depending
dependent
according to
subject to
based on
case by case
by arrangement
mutually agreed
in line with
reflecting
reflects
commensurate
on application
when you want
whenever you want
all over
nationwide
different
several
multiple
above market
market rate
up to you
as soon as we
open to discussion
still open
we are open
discretion
discretionary
(can/could) be arranged
in due course
on a case by case basis
choice of
面议
面谈
可谈
可议
可商
商量
商议
协商
详谈
另议
待定
不定
不固定
灵活
弹性
自由
可选
任选
自选
视…而定
视…定
取决于
看能力
看经验
看情况
根据…定
根据能力
根据经验
按能力
按经验
按资历
(按/按照)…(规定/制度/标准/安排/情况/执行)
(看/视)…(安排/进度/项目/情况/需要/定)
(随/跟着)…(安排/进度/项目/走/定)
听…安排
再说
再谈
再定
再议
再聊
面聊
详聊
参考
参照
大概
根据资历
为准
另行
另外通知
就近
全市
全国
各地
多地
多处
不限""",
    Hedge.DEMAND: """may
might
could be
possible
possibly
potentially
possibility
occasional
occasionally
some
sometimes
regular
regularly
from time to time
at times
as required
as needed
as and when
when needed
when required
will be expected
expected
required
willing
willingness
able to
prepared to
participation
participate
take part
considered
available
assist*
help with
part of the (job/role)
part and parcel
rolling
rotating
on request
部分
可申请
可能
有时
偶尔
不定期
会有
需要
需
要求
能接受
可接受
接受
适应
服从
配合
可协助
协助
支持
考虑
有机会
机会
可获得
轮换""",
    Hedge.PRAISE: """competitive
attractive
generous
great
excellent
good
fantastic
amazing
real
superb
enhanced
lucrative
meaningful
rewarding
(market/industry) leading
above average
substantial
handsome
unbeatable
comprehensive
exceptional
wonderful
lots of
plenty of
top
fair
clear
strong
brilliant
exciting
scope
room
opportunit(y/ies)
prospects
fun loving
friendly
growing
young
dynamic
supportive
close knit
passionate
lively
优厚
丰厚
优渥
优良
优质
多样
多元
无限
(上不/不)封顶
无上限
明确
透明
从优
优越
丰富
完善
齐全
多多
超好
超棒
很好
特别好
超赞
不错
可观
吸引力
竞争力
诱人
系统
清晰
广阔
完备
融洽
轻松
年轻
(95/90/00)后
活跃
高薪
给力
空间""",
}


def hedged(names: str, hedges: tuple[str, ...], folded: str) -> Iterator[tuple[int, int]]:
    """From a name to a hedge beside it in the same clause, or the other way round."""
    said = list(phrases(names).each(folded))[:AT_MOST]
    if not said:
        return
    found = list(phrases(_lines(hedges)).each(folded))[:AT_MOST]
    for name_start, name_end in said:
        for start, end in found:
            first, last = min(name_start, start), max(name_end, end)
            gap = folded[min(name_end, end) : max(name_start, start)]
            if len(gap) <= FARTHEST["en" if folded[start].isascii() else "zh"] and not BETWEEN_CLAUSES.search(gap):
                yield first, last


@lru_cache(maxsize=16)
def _lines(hedges: tuple[str, ...]) -> str:
    return "\n".join(HEDGES[Hedge(one)] for one in hedges)
