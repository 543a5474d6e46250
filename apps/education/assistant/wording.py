"""What the help says of itself, in the language of the moment and the tone that operators chose. What it quotes stays
as it is written."""

from dataclasses import dataclass

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override, pgettext_lazy

from apps.education.assistant.answering import Answer
from apps.education.assistant.models import AssistantTone
from apps.ui.durations import duration_words

Words = str | Promise
Tone = AssistantTone.Tone


@dataclass(frozen=True, slots=True)
class Sentences:
    """What is said in each case: beside an answer, beside one in a language model's words, where two are meant, where
    nothing is known, where nothing was asked, and to who says whether it was solved."""

    known: tuple[Words, Words]
    told: tuple[Words, Words]
    choices: tuple[Words, Words, Words]
    unknown: tuple[Words, Words]
    nothing: tuple[Words, Words]
    solved: Words
    unsolved: Words


SENTENCES = {
    Tone.MATTER_OF_FACT: Sentences(
        known=(gettext_lazy("Word for word from the help."), gettext_lazy("Did that help?")),
        told=(
            gettext_lazy("A language model's words; beneath each sentence stands what the help says."),
            gettext_lazy("Did that help?"),
        ),
        choices=(
            gettext_lazy("I'm not sure what you mean"),
            gettext_lazy("Which of these do you mean?"),
            gettext_lazy("If it's neither, a person can take it from here."),
        ),
        unknown=(
            gettext_lazy("I don't know this one"),
            gettext_lazy("I won't guess. These articles come nearest; perhaps it's in one of them."),
        ),
        nothing=(gettext_lazy("I don't know this one"), gettext_lazy("Say in a sentence what you'd like to know.")),
        solved=gettext_lazy("Good to know. Thank you for telling us."),
        unsolved=gettext_lazy("Thank you, that shows us which article is missing. A person can take it from here."),
    ),
    Tone.FRIENDLY: Sentences(
        known=(
            gettext_lazy("Here you are, word for word from the help."),
            gettext_lazy("Was that what you were looking for?"),
        ),
        told=(
            gettext_lazy(
                "A language model put it in these words for you; what the help says stands beneath each sentence."
            ),
            gettext_lazy("Was that what you were looking for?"),
        ),
        choices=(
            gettext_lazy("Let me make sure I get you right"),
            gettext_lazy("Is it one of these you have in mind?"),
            gettext_lazy("Neither? No problem, a person gladly takes it from here."),
        ),
        unknown=(
            gettext_lazy("Sorry, I can't answer this one yet"),
            gettext_lazy("Rather than guess, I show you what comes nearest. With a bit of luck it's in there."),
        ),
        nothing=(
            gettext_lazy("Sorry, I can't answer this one yet"),
            gettext_lazy("Tell me in a sentence what you'd like to know, and I'll have a look."),
        ),
        solved=gettext_lazy("Great that it helped, and thanks for letting us know."),
        unsolved=gettext_lazy(
            "Thanks for letting us know: now we see which article is missing. A person gladly takes it from here."
        ),
    ),
    Tone.FORMAL: Sentences(
        known=(
            gettext_lazy("Quoted verbatim from the help."),
            gettext_lazy("Did this answer your question?"),
        ),
        told=(
            gettext_lazy("Worded by a language model; beneath each sentence the help is quoted."),
            gettext_lazy("Did this answer your question?"),
        ),
        choices=(
            gettext_lazy("Your question may mean more than one thing"),
            gettext_lazy("Please select the article that you mean."),
            gettext_lazy("If neither applies, our support will take over."),
        ),
        unknown=(
            gettext_lazy("There is no reliable answer to this question yet"),
            gettext_lazy("The following articles come nearest and may contain what you need."),
        ),
        nothing=(
            gettext_lazy("There is no reliable answer to this question yet"),
            gettext_lazy("Please state your question in one sentence."),
        ),
        solved=gettext_lazy("Thank you for confirming."),
        unsolved=gettext_lazy("Thank you. We have noted that an article is missing. Our support will take over."),
    ),
}

CASES = (
    ("known", gettext_lazy("Beside an answer")),
    ("told", gettext_lazy("Beside an answer in a language model's words")),
    ("choices", gettext_lazy("Where two articles may be meant")),
    ("unknown", gettext_lazy("Where no article answers")),
    ("nothing", gettext_lazy("Where nothing was asked")),
    ("solved", gettext_lazy("To who says that it helped")),
    ("unsolved", pgettext_lazy("the help", "To who says that it didn't")),
)


def sentences() -> Sentences:
    return SENTENCES[AssistantTone.current()]


def said_with(answer: Answer) -> list[str]:
    """With an answer: where it is from, and whether it helped. Without one a heading, and what may help instead."""
    words = sentences()
    if answer.is_known:
        said: tuple[Words, ...] = words.told if answer.told else words.known
    elif answer.choices:
        said = words.choices
    else:
        said = words.unknown if answer.nearest else words.nothing
    return [str(sentence) for sentence in said]


def said_after(*, is_solved: bool) -> str:
    words = sentences()
    return str(words.solved if is_solved else words.unsolved)


def previews() -> list[tuple[str, list[list[tuple[str, list[str]]]]]]:
    """For each case, in each tone: what is said in each language, as (language, sentences)."""
    return [(str(name), [_in_all_languages(words, case) for words in SENTENCES.values()]) for case, name in CASES]


def _in_all_languages(words: Sentences, case: str) -> list[tuple[str, list[str]]]:
    said = getattr(words, case)
    found = []
    for language, _name in settings.LANGUAGES:
        with override(language):
            found.append((language, list(map(str, said)) if isinstance(said, tuple) else [str(said)]))
    return found


def waiting_words(minutes: float | None) -> str:
    """How long one waits for a person; an honest word where nobody knows."""
    if minutes is None:
        return _("We can't say yet how long an answer takes. You'll be notified when it's there.")
    return _("Usually answers within %(time)s.") % {"time": duration_words(minutes * 60)}
