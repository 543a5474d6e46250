"""Kinds of facts as people give them when asked: an amount, hours, days, a place, steps, yes or no. In both languages,
on folded text; each is asked about a sentence or clause."""

import re

from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.matching.facts.phrases import NUMBER

READ = 600
"""Characters of a sentence."""


class FactKind(models.TextChoices):
    MONEY = "money", _("an amount of money")
    HOURS = "hours", _("hours of the day or week")
    LENGTH = "length", _("a length of time")
    DATE = "date", _("a date or day")
    PLACE = "place", _("a place")
    PEOPLE = "people", _("a number of people")
    STEPS = "steps", _("steps one after the other")
    PERCENT = "percent", _("a share in per cent")
    TIMES = "times", _("how often")
    YES_NO = "yes_no", _("yes or no")
    LINK = "link", _("a link")


_WORDS = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|half|noon|midnight"
_CURRENCY = (
    r"(?:元|块(?!钱?以)|刀|美金|美元|欧元|英镑|euros?|eur|usd|gbp|dollars?|pounds?|rmb|cny|sgd|hkd|aud|chf|"
    r"quid|yuan)(?![a-z])"
)
_TO = r"\s?(?:-|–|—|~|to|and|till|until|til|到|至)\s?"
_PERIOD = (
    r"(?:\s?(?:/|per|an?|each|every|每|一)\s?(?:hour|hr|h|day|week|month|year|annum|yr|个?月|年|天|"
    r"日|周|小时|钟头)(?![a-z]))"
)
_NOT_PAY = (
    r"(?!\s?(?:million|billion|mn|bn|m(?![a-z])|亿|people|persons?|of us|staff|employees|"
    r"engineers|colleagues|years?|yrs?|months?"
    r"|weeks?|days?|hours?|hrs?|minutes?|rounds?|interviews?|floors?|nights?|times?|offices?|sites?|stores?|%|percent"
    r"|per cent|st(?![a-z])|nd(?![a-z])|rd(?![a-z])|th(?![a-z])|am(?![a-z])|pm(?![a-z])|"
    r"[:.：]\d|人|个|位|名|家|年|天|周|月|号|日|楼|点|小时|分钟|轮|岁|层|折|路|薪|倍|次|股|期))"
)
_DIGITS = r"(?<![\d.:#])\d[\d,]{0,9}(?:\.\d{1,2})?(?![\d:])"
_MONTHS = (
    "jan| feb| mar| apr| may| jun| jul| aug| sep| sept| oct| nov| dec| january| february| "
    "march| april| june| july| august| september| october| november| december"
)
_WEEKDAYS = "mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun|monday|tuesday|wednesday|thursday|friday|saturday|sunday"


class Rule:
    """A pattern that reads the beginning of a sentence only: its work is bounded, whatever somebody pastes."""

    def __init__(self, *alternatives: str) -> None:
        self._pattern = re.compile("|".join(alternatives))

    def search(self, text: str) -> re.Match[str] | None:
        return self._pattern.search(text, 0, READ)


MONEY = Rule(
    rf"{NUMBER}(?:-{NUMBER})? (?:an|per) hour|(?:low|mid|high|upper) (?:twenties|thirties|forties|fifties|sixties)",
    r"一(?:天|个?月|小时|年)\s?\d{2,6}(?!\s?[个次天人小顿])",
    rf"[$€£¥￥]\s?{_DIGITS}(?!\s?(?:million|billion|m(?![a-z])|bn|亿))",
    rf"{_DIGITS}\s?(?:k|w|万|千)?\s?{_CURRENCY}",
    r"(?<![\d.a-z])\d{1,4}(?:\.\d{1,2})?\s?[kw](?![a-z0-9])(?!\s?(?:users?|people|followers|粉))",
    r"(?<!\d)\d{1,3}(?:\.\d{1,2})?\s?[万千](?!\s?(?:人|用户|平|粉|辆|台|起|次|多人|家|吨))",
    r"[一二两三四五六七八九十]{1,3}[千万](?:[一二两三四五六七八九][千百]?)?(?:多|左右|出头|上下|以上|起)?(?!人|用户|平|[一-龥]*人)",
    rf"{_DIGITS}{_NOT_PAY}(?:{_TO}{_DIGITS})?\s?(?:gross|net|base|before tax|after tax|ote){{1}}",
    rf"{_DIGITS}(?:{_TO}{_DIGITS})?{_PERIOD}",
    rf"(?:月薪|年薪|时薪|日薪|底薪|到手|税前|税后|年包|月入|工资|薪资|薪水|薪酬|转正后?)[^\d\n。]{{0,6}}?{_DIGITS}{_NOT_PAY}",
    rf"(?<![a-z])(?:base|ote|salary|pay|paid|pays|rate|range|budget(?:ed)?|earn|gross|"
    rf"wage)(?![a-z])[^\d\n.]{{0,14}}?{_DIGITS}{_NOT_PAY}",
)
BARE_MONEY = Rule(
    rf"(?<![\d.,])\d{{1,3}},\d{{3}}(?![\d,]){_NOT_PAY}",
    rf"(?:每月|一般|每个月|大约)\s?\d{{3,6}}{_NOT_PAY}|(?<!\d)\d{{3,6}}\s?(?:左右|往上|以上|出头|打底)",
    rf"(?<![\d.:/-]){_DIGITS}{_NOT_PAY}{_TO}{_DIGITS}{_NOT_PAY}(?!\s?(?:-|/))",
    rf"(?:up to|around|about|at least|roughly|from|minimum|最低|最高|大概|差不多|至少)\s?{_DIGITS}{_NOT_PAY}",
    rf"^\W*{_DIGITS}{_NOT_PAY}\W*$",
)
_HOUR = (
    rf"(?:half (?:past )?|quarter (?:past|to) )?(?:(?:[01]?\d|2[0-4])(?:[:.]\d\d)?\s?(?:am|pm|"
    rf"a\.m\.|p\.m\.)?|{_WORDS})(?![\w%])"
)
HOURS = Rule(
    rf"{NUMBER}[ -]on,? {NUMBER}[ -]off|{NUMBER} hours? (?:spread|over)",
    r"(?<!\d)(?:[01]?\d|2[0-4])[:：][0-5]\d",
    rf"(?<![\w.,$€£¥]){_HOUR}{_TO}{_HOUR}(?!\s?(?:k|%|{_CURRENCY}|people|days?|weeks?|"
    rf"months?|years?|times?|rounds?|percent|年|天|个|人|号|月|薪))",
    r"(?<![\w.])\d{1,2}\s?(?:am|pm|a\.m|p\.m|o'?clock)(?![a-z])",
    r"(?:凌晨|早上?|上午|中午|下午|晚上?)?\s?[\d一二两三四五六七八九十]{1,3}\s?点(?!\s?\d*[%面评])",
    r"朝[\d一二三四五六七八九十]{1,2}晚[\d一二三四五六七八九十]{1,2}|早[\d七八九十]{1,2}[点]?晚[\d一二三四五六七八九十]{1,2}",
    r"(?<!\d)(?:965|955|996|9106|10107)(?!\d)|大小周|单休|双休|做[一二三四五六七]休[一二三四]|上[一二三四五六七]休[一二三四]",
    rf"{NUMBER}\s?(?:-\s?)?(?:hours?|hrs?)\s?(?:a|per|each)?\s?(?:week|day|shift)|"
    rf"{NUMBER}[\s-]hours?(?: shifts?| days?|,|\.| and|$)",
    rf"(?:每|一)[天日周班]\D{{0,6}}?{NUMBER}\s?个?(?:小时|钟头)|{NUMBER}\s?个?小时\s?(?:制|/天|一天|工作)",
    rf"(?<![a-z])(?:{_WEEKDAYS})s?{_TO}(?:{_WEEKDAYS})(?![a-z])|周一[到至-]周?[五六日]|周末(?:都|不|双|正常)?(?:休|放)",
    rf"(?:weekends?|{_WEEKDAYS})s?(?: are| is)?(?: always)? (?:off|free)|no weekends|weekdays only",
    rf"{NUMBER} days (?:a|per) week|(?:一周|每周)(?:上|工作)?{NUMBER}天",
    rf"(?:start|finish|done|begin|till|until|stop)(?:s|ing)? (?:at|by|around)? ?{_HOUR}",
)
LENGTH = Rule(
    rf"{NUMBER}\s?个?多?(?:天|日|周|星期|礼拜|月|年|季度)",
    rf"{NUMBER}(?: and a half)?[\s-](?:calendar |working )?(?:days?|weeks?|months?|years?)",
)
DATE = Rule(
    r"\d{1,2}\s?月|[一二三四五六七八九十]{1,2}月|\d{1,2}\s?[号日]|月[底初中]|年[底初]|下?个?月\s?\d|下(?:个)?(?:周|"
    r"月)|本(?:周|月)|这(?:周|个月)|明天|后天|尽快|越快越好|马上|立刻|随时|年[前后]|[节春]后",
    rf"(?<![a-z])(?:{_MONTHS})(?![a-z])|\d{{1,2}}(?:st|nd|rd|th)(?![a-z])|\d{{1,2}}/\d{{1,2}}|\d{{4}}-\d\d",
    rf"(?<![a-z])(?:next|this|on|by|from|the)\s(?:{_WEEKDAYS}|week|month)(?![a-z])|"
    rf"(?<![a-z])(?:{_WEEKDAYS})(?![a-z])",
    r"(?<![a-z])(?:immediately|asap|as soon as|right away|tomorrow|straight away|today|at once)(?![a-z])",
    rf"(?<![a-z])in (?:about )?{NUMBER} (?:days|weeks|months)",
)
PLACE = Rule(
    r"[一-龥\da-z]{1,12}(?:路|街|大道|巷|弄|胡同)\s?\d{0,5}\s?号?|(?<!\d)\d{1,5}\s?号(?:楼|院|线)?|"
    r"[一-龥a-z]{2,10}(?:大厦|广场|园区|科技园|产业园|中心|大楼|soho|天地|商场|地铁站|火车站|机场|门店|校区)|地铁|站[出旁附]|"
    r"[一-龥]{2,4}[区县镇](?:[^\n]|$)|在[一-龥]{2,8}(?:那边|旁边|附近|对面|楼上|旁)",
    r"(?<!\d)\d{1,4}[a-z]?\s[a-z']{1,20}(?:\s[a-z']{1,20})?\s(?:street|st|road|rd|lane|"
    r"avenue|ave|square|way|drive|park|quay|place|row)(?![a-z])",
    r"(?<![a-z])(?:street|road|lane|avenue|station|quay|square|wharf|tram stop|metro|tube|"
    r"business park|campus|town hall|airport|harbour|building)(?![a-z])",
)
NAMED_PLACE = Rule(
    r"\b(?:[Ii]n|[Aa]t|[Nn]ear|[Bb]y|[Oo]n|[Oo]ur|[Tt]he)\s(?:the\s|our\s|central\s|downtown\s)?[A-Z][\w'-]{2,}"
)
"""In a text as it was written: capitals tell a name."""
PEOPLE = Rule(
    rf"{NUMBER}\s?(?:来|多|几)?(?:个|位|名)?(?:人|同事|老师|护士|师傅|研发|设计师|工程师|店员|小伙伴|组员)|"
    rf"[前后]端各?{NUMBER}个?|{NUMBER}个(?:产品|研发|前端|后端|测试|设计|运营|销售)",
    rf"{NUMBER}\s(?:other |more |of )?(?:people|persons?|of you|of us|you|us|engineers?|"
    rf"colleagues?|nurses?|teachers?|drivers?|chefs?|planners?|designers?|developers?|"
    rf"lawyers?|staff|others|cooks?|sales\w*|analysts?|members)(?![a-z])|"
    rf"teams? of (?:about |around )?{NUMBER}|{NUMBER}[ -](?:strong|person|people)",
    r"(?<![a-z])just (?:me|you|us|the two)",
)
STEPS = Rule(
    rf"[一二两三四五\d]\s?(?:轮|面(?!议|谈|前|向|对|积|试官|包)|次面)|{NUMBER}\s(?:short |video |online |"
    rf"more )?(?:rounds?|interviews?|calls?|conversations?|chats?|stages?|steps?|"
    rf"meetings?)(?![a-z])",
    r"(?:先|首先).{1,20}?(?:再|然后|之后|最后|过了)|笔试|试讲|试菜|试岗|试工|(?:hr|技术|终|复|初|群)面(?!试官)",
    r"(?<![a-z])(?:first|a|one|then)(?: short| phone| video| quick| half)* ?(?:call|chat|"
    r"interview|task|trial)(?![a-z])[^\n]{0,60}?(?:then|and|after|before|with)",
    r"take home|take-home|trial (?:day|shift)|panel|case study|final (?:chat|round|"
    r"interview)|you(?:'d)? hear (?:back )?within",
)
PERCENT = Rule(r"\d(?:\.\d+)?\s?(?:%|per cent|percent|个点)", r"百分之")
TIMES = Rule(
    rf"(?:每|一)(?:个)?(?:天|日|周|月|年|季度?|半年)[^\n，。,]{{0,6}}?{NUMBER}\s?(?:次|个|天|晚|回|趟|场|到两|两)|"
    rf"{NUMBER}(?:个)?(?:月|周|年|季度)(?:轮|去|来|值|出)?{NUMBER}?(?:次|趟|回|天)",
    rf"(?<![a-z])(?:once|twice|{NUMBER} (?:\w+ ){{0,2}}?(?:a|per|each|every|in)) ?(?:a|per|"
    rf"every|each|in)? ?(?:week|month|quarter|year|six|season|{NUMBER})(?![a-z])",
    rf"(?<![a-z])every (?:other |second |third |fourth )?(?:{_WEEKDAYS}|week|weekend|month|"
    rf"quarter|year)s?(?![a-z])|{NUMBER} (?:nights?|days?|evenings?|weekends?|trips?|"
    rf"hours?|weeks?) (?:a|per|in|on|each|earl)",
    r"(?<![a-z])(?:never|hardly ever|almost never|rarely|seldom)(?![a-z])|从不|很少|几乎不|基本不|极少|不怎么",
)
YES = Rule(
    r"^\W*(?:yes|yep|yeah|yup|sure|of course|absolutely|we do|you can|it is|there is|they do|definitely)(?![a-z])",
    r"^\W*(?:是的?|对的?|有的?|可以|能|会|行|支持|提供|没问题)(?:[，,。.！!哦呀啊哈~]|$|的|办|居家|远程|报|帮)",
)
NO = Rule(
    r"^\W*(?:(?:sorry|unfortunately|i'?m afraid|honestly|well|oh)\W+)?(?:no|nope|none|"
    r"nothing|not? at all|we don'?t|we can'?t|there'?s no|there is no|there are no|"
    r"you can'?t|never)(?![a-z])",
    r"(?<![a-z])(?:i'?m afraid|unfortunately|sorry)[^\n.]{0,8}(?:not|no|can'?t|cannot|don'?t)(?![a-z])",
    r"(?<![a-z])(?:no|without|zero|isn't any|aren't any)\s[a-z]",
    r"^\W*(?:不好意思|抱歉|很遗憾|目前|暂时)?[，,\s]{0,2}(?:不是|不(?!好说|确定|清楚|知道|一定|固定|方便|太清楚|错|同)|没有?(?!问题|定|想好|确定)|无(?!论)|暂无|免)",
    r"不(?:用|需要|支持|可以|行|能|会|提供|加班|出差|上夜班|值班|打折)|没有(?!问题|定|确定|想)|必须(?:到|在|去|坐)",
)
LINK = Rule(r"https?://|(?<![a-z])(?:github|behance|dribbble|zcool|linkedin)(?![a-z])")

_PATTERNS: dict[str, tuple[Rule, ...]] = {
    FactKind.MONEY: (MONEY, BARE_MONEY),
    FactKind.HOURS: (HOURS,),
    FactKind.LENGTH: (LENGTH,),
    FactKind.DATE: (DATE,),
    FactKind.PLACE: (PLACE,),
    FactKind.PEOPLE: (PEOPLE,),
    FactKind.STEPS: (STEPS,),
    FactKind.PERCENT: (PERCENT,),
    FactKind.TIMES: (TIMES,),
    FactKind.YES_NO: (YES, NO),
    FactKind.LINK: (LINK,),
}


def gives(kind: str, folded: str, written: str) -> bool:
    """Whether a sentence gives a fact of this kind; `folded` is it in lower case and half width."""
    if kind == FactKind.PLACE and NAMED_PLACE.search(written):
        return True
    return any(pattern.search(folded) for pattern in _PATTERNS[kind])


def kinds_in(folded: str, written: str) -> frozenset[str]:
    """All kinds of facts that a sentence gives."""
    return frozenset(kind for kind in _PATTERNS if gives(kind, folded, written))
