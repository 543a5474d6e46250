"""Whether a sentence that a language model wrote says no more than the text that it names as its source; and texts that
speak to a model instead of to people. Pure but for the sentence model."""

import re

from apps.language.contacts import find
from apps.language.detection import detect
from apps.language.embedding import embed
from apps.language.folding import squash
from apps.language.tokenising import tokens
from apps.language.words import phrases

LIKE = 0.5
"""Cosine from which a sentence can be its source in other words: paraphrases lie around .6–.9, what is of something
else below .4."""

FROM_SOURCE = 0.5
"""Share of a sentence's words that its source has, too; small words count for neither."""

LONGEST = 12_000
"""Characters that are read: questions, passages and what models say are shorter."""

_WRITTEN = "一二三四五六七八九十两百千"
_NUMBER = re.compile(rf"\d++(?:[.,:]\d++)*+|(?<![{_WRITTEN}])[{_WRITTEN}]++(?=[分小个天周月年次条位名元])")
_NEGATION = re.compile(r"\b(?:not?|never|nobody|nothing|none|cannot|without)\b|n['’]t\b|不|没|无|别|勿|未")
_ADDRESS = re.compile(r"(?<![\w\-])[\w\-]++\.[a-z]{2,}|(?<![^\s@])[^\s@]*+@\S*", re.I)
_MARKUP = re.compile(r"[<>{}`|\\]|\]\(|://")

_SMALL = frozenset(phrases("small_words"))

_TO_A_MODEL = re.compile(
    r"\b(?:ignore|disregard|forget|override|bypass|skip)\b.{0,40}\b(?:instruction|prompt|rule|above|previous|earlier|prior|"
    r"everything|guideline|sentences)"
    r"|\b(?:system|developer|hidden|secret|initial|your)\s*(?:prompt|instruction)s?\b|\b(?:system|developer)\s*message"
    r"|\b(?:you are|act as|pretend|behave as|role-?play)\b.{0,30}\b(?:now|dan|ai|assistant|model|bot|admin\w*)\b"
    r"|\b(?:ai|language|chat) ?(?:model|assistant|bot)s?\b|\bllms?\b|\bchatgpt\b|\bjailbreak"
    r"|<\|?\s*/?(?:im_start|im_end|system|assistant|user|inst)|\[/?inst\]|^[ \t]*+(?:system|assistant)\s*[:：]"
    r"|\b(?:answer|reply|respond|say|output|print|repeat)\b.{0,12}\b(?:only|exactly|verbatim)\b"
    r"|(?:忽略|无视|忘记|忘掉|不要理会|跳过|绕过).{0,16}(?:指令|指示|提示|规则|要求|以上|之前|上面|前面|一切|所有)"
    r"|系统(?:提示|指令|消息)|提示词|(?:语言|大|ai)模型|人工智能助手|越狱|开发者模式"
    r"|你(?:现在|从现在起|就)?(?:是|扮演|充当).{0,12}(?:助手|模型|机器人|管理员|ai)"
    r"|只(?:能|准|许|需)?(?:回答|回复|输出)|(?:原样|逐字)(?:输出|重复|复述)",
    re.I | re.M,
)


def speaks_to_a_model(text: str) -> bool:
    """Whether it tries to command whatever reads it. What says no such thing in these words is judged by what comes
    back, see `says_no_more`."""
    return _TO_A_MODEL.search(squash(text[:LONGEST])) is not None


def says_no_more(sentence: str, source: str) -> bool:
    """Whether the sentence is its source in other words: of the same language, with no number, address or markup of
    its own, mostly in words of the source, as negative as that, and near to it in meaning."""
    if exact_parts(sentence) - exact_parts(source) or {detect(sentence), detect(source)} == {"en", "zh"}:
        return False
    if bool(_NEGATION.search(squash(sentence))) != bool(_NEGATION.search(squash(source))):
        return False
    own, known = _words(sentence), _words(source)
    if not own or len(own & known) < FROM_SOURCE * len(own):
        return False
    return is_like(sentence, source)


def is_like(text: str, other: str) -> bool:
    """Whether one can be the other in different words."""
    vectors = embed([text, other])
    return float(vectors[0] @ vectors[1]) >= LIKE


def exact_parts(text: str) -> set[str]:
    """What is right only to the letter: numbers, addresses, accounts, markup."""
    text = text[:LONGEST]
    return {
        *_MARKUP.findall(text),
        *_NUMBER.findall(text),
        *_ADDRESS.findall(text),
        *(contact.value for contact in find(text)),
    }


def _words(text: str) -> set[str]:
    """Words that say something; English ones by how they begin, so that "recalled" is "recall"."""
    found = {word for word in tokens(text) if word not in _SMALL}
    return {word[:5] if word.isascii() and word.isalpha() else word for word in found}
