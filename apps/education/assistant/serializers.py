from typing import Any

from rest_framework import serializers

from apps.education.articles.models import Article, Tongue
from apps.education.assistant.answering import Answer
from apps.education.assistant.asking import MAX_LENGTH
from apps.education.assistant.models import Question
from apps.education.assistant.wording import said_with


class AskSerializer(serializers.Serializer[None]):
    question = serializers.CharField(
        max_length=MAX_LENGTH,
        help_text="In English or Chinese; the answer comes in its language.",
    )


class SourceSerializer(serializers.Serializer[Any]):
    slug = serializers.CharField()
    title = serializers.CharField()
    url = serializers.CharField(help_text="A path of this site, with the part of the article after #.")


class ToldSerializer(serializers.Serializer[Any]):
    text = serializers.CharField(help_text="A sentence as a language model said it: show it as text alone.")
    quotes = serializers.ListField(
        child=serializers.CharField(), help_text="The sentences of the article that say so, word for word."
    )


class AnswerSerializer(serializers.Serializer[Any]):
    """What the articles say, word for word; where operators connected a language model, in its words beside it."""

    question = serializers.UUIDField(help_text="Names this question when it is handed over to a person.")
    known = serializers.BooleanField(help_text="Whether it is sure enough to be an answer.")
    probability = serializers.FloatField(help_text="Chance that it answers the question, 0–1.")
    follows = serializers.CharField(
        help_text="My question before, with which this one was understood; empty where it stands alone."
    )
    said = serializers.ListField(
        child=serializers.CharField(),
        help_text="What the help itself says to it, in my language and this site's tone; never a part of an article.",
    )
    answer = serializers.CharField(allow_null=True, help_text="Markdown; null when it isn't known.")
    told = ToldSerializer(
        many=True, help_text="The answer in a language model's words, sentence by sentence; empty without one."
    )
    source = SourceSerializer(  # type: ignore[assignment]  # the field, not how the serializer is filled
        allow_null=True, help_text="Where it is from; null when it isn't known."
    )
    choices = SourceSerializer(
        many=True, help_text="Two articles of which the asker may say which is meant; empty where it doesn't ask back."
    )
    nearest = SourceSerializer(many=True, help_text="Articles that come near, nearest first.")


def answer_data(question: Question, answer: Answer) -> dict[str, Any]:
    shown = answer.passage if answer.is_known else None
    return {
        "question": question.token,
        "known": answer.is_known,
        "probability": round(answer.probability, 3),
        "follows": answer.follows,
        "said": said_with(answer),
        "answer": shown.source if shown else None,
        "told": [{"text": one.text, "quotes": list(one.quotes)} for one in answer.told],
        "source": {"slug": shown.article.slug, "title": shown.title, "url": shown.url} if shown else None,
        "choices": [_source(one, answer.tongue) for one in answer.choices],
        "nearest": [_source(one, answer.tongue) for one in (answer.others if shown else answer.nearest)],
    }


def _source(article: Article, tongue: Tongue) -> dict[str, str]:
    return {"slug": article.slug, "title": article.text("title", tongue), "url": article.get_absolute_url()}


class ChooseSerializer(serializers.Serializer[None]):
    article = serializers.SlugField(max_length=80, help_text="The address of the article that is meant.")


class AnswerVerdictSerializer(serializers.Serializer[None]):
    solved = serializers.BooleanField()
    comment = serializers.CharField(
        required=False,
        max_length=MAX_LENGTH,
        help_text="What is wrong or missing, once: it goes to who looks after the article, and is feedback of mine.",
    )


class AskPersonSerializer(serializers.Serializer[None]):
    question = serializers.UUIDField(required=False, help_text="One that the help was asked; or `text`.")
    text = serializers.CharField(required=False, max_length=MAX_LENGTH, help_text="What to ask a person.")

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if ("question" in attrs) == ("text" in attrs):
            raise serializers.ValidationError({"question": "Give either question or text."})
        return attrs


class HandedOverSerializer(serializers.Serializer[Any]):
    conversation = serializers.IntegerField(help_text="The conversation with support.")
    usual_wait_minutes = serializers.FloatField(allow_null=True, help_text="Null when nobody knows yet.")
