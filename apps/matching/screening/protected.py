"""What no employer may ask: recognised in the words of a question, in both languages.

A rule of words, meant to catch what is written in good faith; it is not a lawyer. Children whom one taught or work that
was done in a church are about work, so the patterns ask for the asked person's own life.
"""

import re
import unicodedata

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SUBJECTS: dict[str, Promise | str] = {
    "family": _("marriage, children or plans for them"),
    "religion": _("religion"),
    "origin": _("ethnicity, nationality or where somebody is from"),
    "age": _("age or date of birth"),
    "sex": _("sex or sexual orientation"),
    "health": _("health or disability"),
    "politics": _("politics or a union"),
}

_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (subject, re.compile(pattern))
    for subject, pattern in (
        (
            "family",
            r"\b(?:un)?married\b|\bmarital\b|\bmarriage\b|\bspouse"
            r"|\byour (?:husband|wife|partner|boyfriend|girlfriend)\b"
            r"|\bsingle or\b|\bdivorced?\b|\bpregnan|\bmaternity\b|\bchildbirth\b|\bchildbearing\b|\bchildcare needs\b"
            r"|\b(?:have|having|want|expecting|bear|your|your own|any|how many) (?:young |small |little )?"
            r"(?:children|kids|a child|a baby|child|baby)\b(?! education)"
            r"|\b(?:start|plan|planning|raise|raising) (?:a |your )?family\b|\bfamily planning\b"
            r"|婚|配偶|生育|怀孕|孕期|孕妇|备孕|产假|[一二三]胎|生娃|生小孩|生孩子|男朋友|女朋友"
            r"|(?:几个|有没有|有无|是否有|想要|打算要|你有|您有|你的|您的|家里有)(?:孩子|小孩|子女|儿女|宝宝|娃)",
        ),
        (
            "religion",
            r"\breligio|\byour (?:faith|beliefs|church|mosque|temple)\b|\bdo you pray\b"
            r"|\bare you (?:a |an )?(?:muslim|christian|catholic|protestant|jewish|jew|hindu|buddhist|sikh|atheist)\b"
            r"|宗教|信仰|信教|教徒|信什么教|信(?:佛|基督|伊斯兰|天主)",
        ),
        (
            "origin",
            r"\bethnic|\byour race\b|\bracial|\bnationality\b|\bcitizenship\b|\bnative country\b|\bskin colou?r\b"
            r"|\bwhere are you (?:originally )?from\b|\bwhere were you born\b|\b(?:place|country) of birth\b"
            r"|民族(?!舞|乐|服|音|风)|种族|籍贯|户籍|户口|国籍|哪里人|哪儿人|老家|出生地",
        ),
        (
            "age",
            r"\bhow old (?:are you|is your)\b|\bwhat age are you\b|\byour (?:exact )?age\b|\bdate of birth\b"
            r"|\byour birth(?:day|date)\b|\bborn (?:in|before|after)\b|\b(?:year|month) of birth\b"
            r"|\bunder \d\d years old\b"
            r"|年龄|多大年纪|(?:你|您)(?:今年)?多大|(?:你|您)?今年几岁|几几年生|出生(?:年|日|于)|生日|属什么生肖|[零〇0-9]0后吗",
        ),
        (
            "sex",
            r"\byour (?:gender|sex)\b|\bgender\?|\bsexual|\bare you (?:a )?(?:male|female|man|woman|gay|lesbian|trans)"
            r"|\bmale or female\b|性别|性取向|同性恋|(?:男|女)(?:生|士|性)吗|是男是女|男还是女",
        ),
        (
            "health",
            r"\bdisab(?:led|ilit)|\bhandicap|\bmedical (?:history|condition)|\bchronic (?:illness|disease)"
            r"|\bhepatitis\b"
            r"|\bhiv\b|\bmental (?:illness|health (?:history|condition|issue))|\byour health\b|\bare you healthy\b"
            r"|残疾|残障|乙肝|艾滋|病史|慢性病|传染病|遗传病|身体健康|抑郁",
        ),
        (
            "politics",
            r"\bpolitical (?:party|view|affiliation|opinion|belief)|\bparty member|\bwho do you vote\b|\btrade union\b"
            r"|\bunion member|政治面貌|党员|党派|政治立场|工会会员",
        ),
    )
)
_GAPS = re.compile(r"\s+")
_BETWEEN_HAN = re.compile(r"(?<=[\u4e00-\u9fff]) (?=[\u4e00-\u9fff])")
_LONGEST = 2000


def protected_subject(text: str) -> str:
    """Which protected subject a question asks about, a key of `SUBJECTS`; empty where none is recognised."""
    plain = unicodedata.normalize("NFKC", text[:_LONGEST]).casefold()
    plain = "".join(sign for sign in plain if unicodedata.category(sign) != "Cf")
    plain = _BETWEEN_HAN.sub("", _GAPS.sub(" ", plain))
    return next((subject for subject, pattern in _PATTERNS if pattern.search(plain)), "")
