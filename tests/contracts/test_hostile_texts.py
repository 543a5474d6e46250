"""No text that somebody pastes, however long, keeps a rule of the product busy for more than a blink."""

import re
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import pytest
from django.core.exceptions import ValidationError

from apps.errors import DomainError
from tests.contracts.hostile_texts import Rule, few_texts, hostile_texts, text_rules

pytestmark = pytest.mark.django_db

SECONDS = 0.05
GIVEN_UP = 1.0
USUAL_SECONDS = 0.0026

# The sentence model reads the first 4,000 characters of a text, which takes it up to .3 s.
ASK_THE_MODEL = 0.6
# What is as long as this is only read in the child process that reads an uploaded file: 15 µs for each mention of a
# word that counts only in company.
IN_THE_CHILD = 0.6
# They put the text together anew, and one reads again what it has redacted.
TWICE = 0.2
# Many words, looked for in what is as long as a message or a question.
IN_A_MESSAGE = 0.2
LISTS_OF_WORDS = ("apps.language.signs._", "apps.matching.screening.protected._")
MORE_TIME = {
    "apps.feedback.triage.meaning.as_bytes": ASK_THE_MODEL,
    "apps.feedback.triage.verdicts.judge": ASK_THE_MODEL,
    "apps.language.answers.answer_score": ASK_THE_MODEL,
    "apps.language.answers.answers": ASK_THE_MODEL,
    "apps.language.similarity.similarity": ASK_THE_MODEL,
    "apps.language.contacts.redact": TWICE,
    "apps.matching.resumes.masking.masked": TWICE,
    # A little over the usual limit on a slow machine, and in proportion to the text.
    "apps.language.contacts.find": TWICE,
    "apps.education.assistant.finding.letter_runs": TWICE,
    "apps.matching.parsing.requirements.years_asked_for": TWICE,
    "apps.matching.parsing.requirements._PAY": TWICE,
    "apps.matching.parsing.places.parse_place": TWICE,
    "apps.matching.parsing.resumes._LABEL": TWICE,
    "apps.education.posts.writing.refuse_contacts": TWICE,
    "a résumé's file": IN_THE_CHILD,
    "skills in a text": IN_THE_CHILD,
}

TEXTS = dict(hostile_texts())
TEXTS_FOR_PATTERNS = dict(hostile_texts(with_hits=False))
RULES = text_rules()


class TooSlow(Exception):
    pass


@contextmanager
def _stopped_after(seconds: float) -> Iterator[None]:
    def stop(*_: object) -> None:
        raise TooSlow

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def _cpu_seconds(rule: Rule, text: str) -> float:
    started = time.process_time()
    try:
        with _stopped_after(GIVEN_UP):
            rule(text)
    except TooSlow:
        return GIVEN_UP
    except (DomainError, ValueError, ValidationError):
        pass  # refusing is an answer
    return time.process_time() - started


def _slowness() -> float:
    """How many times as long as on the machine that the limits are meant for, at least once, a simple thing takes."""
    text = "工a1 " * 15_000
    return max(1.0, min(_cpu_seconds(re.compile(r"[a-z]+|\d").findall, text) for _ in range(3)) / USUAL_SECONDS)


def _best_of_some(rule: Rule, text: str, limit: float) -> float:
    """The least of up to eight tries, each that is over the limit set against what the machine does at that moment:
    beside other processes a single one has been seen to take twice as long."""
    best = GIVEN_UP
    for _ in range(8):
        took = _cpu_seconds(rule, text)
        if took >= GIVEN_UP:
            break
        best = min(best, took if took < limit else took / _slowness())
        if best < limit:
            break
    return best


@pytest.mark.parametrize("name", sorted(RULES))
def test_a_rule_answers_at_once_whatever_it_is_fed(name: str) -> None:
    rule = RULES[name]
    limit = MORE_TIME.get(name, IN_A_MESSAGE if name.startswith(LISTS_OF_WORDS) else SECONDS)
    # What it loads on first use doesn't count; the guard's model is asked about money and contacts alone.
    for text in ("3-5 years, 北京.", "Pay the training fee first, 加微信 abcde 交押金"):
        with suppress(DomainError, ValueError, ValidationError):
            rule(text)
    texts = few_texts() if MORE_TIME.get(name) == ASK_THE_MODEL else TEXTS_FOR_PATTERNS if "._" in name else TEXTS
    slow = {what: took for what, text in texts.items() if (took := _best_of_some(rule, text, limit)) >= limit}
    assert not slow, f"{name} takes {max(slow.values()):.2f} s of CPU for 60,000 characters of {', '.join(slow)}"


def test_a_rule_that_reads_a_run_from_each_of_its_places_is_caught() -> None:
    def hungry(text: str) -> object:
        return [text[place:].count("1") for place in range(0, len(text), 2)]

    assert _best_of_some(hungry, TEXTS["'1'"], SECONDS) >= SECONDS
