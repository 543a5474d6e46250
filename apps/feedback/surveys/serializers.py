from typing import Any

from rest_framework import serializers

from apps.feedback.surveys.models import SurveyInvitation, SurveyQuestion


class SurveyOptionOutput(serializers.Serializer[Any]):
    number = serializers.IntegerField()
    text = serializers.CharField()


class SurveyQuestionOutput(serializers.ModelSerializer[SurveyQuestion]):
    """Asked only where the question `after` was answered with one of `after_answers`, a number or a range."""

    text = serializers.CharField(source="__str__", read_only=True)
    options = serializers.SerializerMethodField()

    class Meta:
        model = SurveyQuestion
        fields = ("place", "kind", "text", "options", "is_required", "after", "after_answers")

    def get_options(self, question: SurveyQuestion) -> list[dict[str, Any]]:
        return [{"number": number, "text": text} for number, text in question.options]


class SurveyOutput(serializers.ModelSerializer[SurveyInvitation]):
    title = serializers.CharField(source="survey.__str__", read_only=True)
    closes_on = serializers.DateField(source="survey.closes_on", read_only=True)
    questions = SurveyQuestionOutput(source="survey.questions", many=True, read_only=True)

    class Meta:
        model = SurveyInvitation
        fields = ("id", "title", "closes_on", "questions", "answered_at", "skipped_at")


class SurveyAnswerInput(serializers.Serializer[Any]):
    """To the question with the number `question`, a `number` of its options or a `text`."""

    question = serializers.IntegerField(min_value=1, max_value=1000)
    number = serializers.IntegerField(required=False, min_value=0, max_value=2**31 - 1)
    text = serializers.CharField(required=False, allow_blank=True, trim_whitespace=False)


class SurveyAnswersInput(serializers.Serializer[Any]):
    answers = serializers.ListField(child=SurveyAnswerInput(), max_length=50)


class SurveySkipInput(serializers.Serializer[Any]):
    reason = serializers.ChoiceField(choices=SurveyInvitation.Reason.choices)
