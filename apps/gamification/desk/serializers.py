from typing import Any

from rest_framework import serializers

from apps.gamification.appeals.models import MOST, Appeal
from apps.gamification.fairness.reasons import TO_RELEASE
from apps.gamification.rules.models import Rule


class MemberSerializer(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    name = serializers.CharField()


class BudgetSerializer(serializers.Serializer[Any]):
    words = serializers.CharField(help_text="The limit that everybody shares.")
    most = serializers.IntegerField(source="limit.most")
    used = serializers.IntegerField()
    share = serializers.IntegerField(help_text="Used, in per cent.")
    ends = serializers.DateField(allow_null=True, help_text="The day it ends at this pace; null where it lasts.")


class RuleWeekSerializer(serializers.Serializer[Any]):
    """A rule in the last seven days. Shares are in per cent, null where there was nothing."""

    key = serializers.SlugField(source="rule.key")
    name = serializers.CharField(source="rule.name")
    state = serializers.ChoiceField(choices=Rule.State.choices, source="rule.state")
    judged = serializers.IntegerField(help_text="Deeds.")
    awards = serializers.IntegerField()
    cost = serializers.IntegerField(
        help_text="In points, whatever form it came in: held, or settled and not taken back."
    )
    held = serializers.IntegerField(help_text="Of the cost.")
    coins = serializers.IntegerField()
    settled_share = serializers.IntegerField(allow_null=True)
    lapsed_share = serializers.IntegerField(allow_null=True)
    capped_share = serializers.IntegerField(allow_null=True, help_text="Of the deeds, refused by a limit.")
    settled = serializers.IntegerField(help_text="In points.")
    before = serializers.IntegerField(help_text="Settled in the seven days before.")
    is_odd = serializers.BooleanField(help_text="Far from the week before.")
    budgets = BudgetSerializer(many=True)


class EarnerSerializer(serializers.Serializer[Any]):
    person = MemberSerializer()
    points = serializers.IntegerField()


class PairSerializer(serializers.Serializer[Any]):
    people = MemberSerializer(many=True)
    awards = serializers.IntegerField()
    points = serializers.IntegerField()


class DeskSerializer(serializers.Serializer[Any]):
    rules = RuleWeekSerializer(many=True, help_text="The dearest first.", source="weeks")
    top_earners = EarnerSerializer(many=True, source="earners")
    top_pairs = PairSerializer(many=True, source="pairs")
    held = serializers.IntegerField(help_text="Awards.")
    appeals = serializers.IntegerField(help_text="Those that wait.")
    grants = serializers.IntegerField(help_text="Those that wait for a second operator.")


class HeldAwardSerializer(serializers.Serializer[Any]):
    award = serializers.IntegerField(source="award_id")
    person = MemberSerializer(source="award.person", allow_null=True, help_text="Null once they are erased.")
    rule = serializers.SlugField(source="award.rule.key")
    gives = serializers.CharField(source="award.words", help_text="At most.")
    created_at = serializers.DateTimeField(source="award.created_at")
    confirmed_by = MemberSerializer(allow_null=True)
    settles_at = serializers.DateTimeField(allow_null=True, help_text="Null while it waits for the other side.")


class ReleaseSerializer(serializers.Serializer[Any]):
    reason = serializers.ChoiceField(choices=TO_RELEASE)


class ReleasedSerializer(serializers.Serializer[Any]):
    award = serializers.IntegerField(source="award_id")
    points = serializers.IntegerField()
    settled_at = serializers.DateTimeField(source="created_at")


class MemberAppealSerializer(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    person = MemberSerializer()
    award = serializers.IntegerField(source="entry.award_id")
    rule = serializers.SlugField(source="entry.award.rule.key")
    points = serializers.IntegerField(source="entry.answers.points", help_text="Taken.")
    reason = serializers.CharField(source="entry.get_reason_display", help_text="Why it was taken back, in words.")
    taken_by = MemberSerializer(source="entry.by", allow_null=True, help_text="Null where the product did.")
    text = serializers.CharField(help_text="What the person says.")
    made_at = serializers.DateTimeField()
    outcome = serializers.ChoiceField(choices=Appeal.Outcome.choices, source="result")
    words = serializers.CharField(help_text="Why it stays taken back; else empty.")
    decided_at = serializers.DateTimeField(allow_null=True)


class DecideAppealSerializer(serializers.Serializer[Any]):
    gives_back = serializers.BooleanField()
    words = serializers.CharField(
        max_length=MOST, default="", allow_blank=True, help_text="Why it stays taken back, as the person reads it."
    )
