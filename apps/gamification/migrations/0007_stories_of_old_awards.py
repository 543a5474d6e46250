"""Each award begins held, and its old entries become the steps that answer it. Back again, the first steps and what the
old table couldn't hold (restored, adjusted) are taken out."""

from django.db import migrations
from django.db.models import Sum

BATCH = 500
COUNTING = ("settled", "restored", "adjusted")
ORDER = {"held": 0, "settled": 1, "lapsed": 1, "reversed": 2}


def forwards(apps, schema_editor):
    Award, AwardEntry, Hold, Member = (
        apps.get_model("gamification", name) for name in ("Award", "AwardEntry", "Hold", "Member")
    )
    last = 0
    while awards := list(Award.objects.filter(pk__gt=last).order_by("pk")[:BATCH]):
        last = awards[-1].pk
        first = AwardEntry.objects.bulk_create(
            AwardEntry(
                award=award, sequence=1, kind="held", points=award.points, cause=award.deed, created_at=award.created_at
            )
            for award in awards
        )
        before = {entry.award_id: entry for entry in first}
        points = {award.pk: award.points for award in awards}
        rest = list(AwardEntry.objects.filter(award__in=awards, sequence=0))
        for entry in sorted(rest, key=lambda entry: (entry.award_id, ORDER[entry.kind])):
            previous = before[entry.award_id]
            entry.sequence, entry.answers = previous.sequence + 1, previous
            entry.points = points[entry.award_id] if entry.kind == "settled" else 0
            before[entry.award_id] = entry
        AwardEntry.objects.bulk_update(rest, ["sequence", "answers", "points"])
        Hold.objects.bulk_create(Hold(award=award) for award in awards if before[award.pk].kind == "held")
    last = 0
    while members := list(Member.objects.filter(person__gt=last).order_by("person_id")[:BATCH]):
        last = members[-1].person_id
        counting = AwardEntry.objects.filter(
            award__person__in=[member.person_id for member in members], answered_by=None, kind__in=COUNTING
        )
        sums = dict(counting.values_list("award__person").annotate(total=Sum("points")))
        for member in members:
            member.points = sums.get(member.person_id, 0)
        Member.objects.bulk_update(members, ["points"])


def backwards(apps, schema_editor):
    AwardEntry = apps.get_model("gamification", "AwardEntry")
    AwardEntry.objects.update(answers=None)
    AwardEntry.objects.filter(kind__in=["held", "restored", "adjusted"]).delete()


class Migration(migrations.Migration):
    dependencies = [("gamification", "0006_entries_in_sequence")]

    operations = [migrations.RunPython(forwards, backwards)]
