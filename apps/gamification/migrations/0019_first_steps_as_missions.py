from django.db import migrations
from django.db.models import Count, F, Max


def bring_over(apps, schema_editor):
    """Missions so far were first steps with one stage; who had done all of it has passed it."""
    mission, stage = (apps.get_model("gamification", name) for name in ("Mission", "MissionStage"))
    done, passed = (apps.get_model("gamification", name) for name in ("StepDone", "StagePassed"))
    mission.objects.update(kind="newcomer")
    mission.objects.filter(is_live=True).update(state="live")
    stage.objects.bulk_create(
        stage(mission=one, number=1, title_en=one.title_en, title_zh=one.title_zh) for one in mission.objects.all()
    )
    lengths = dict(mission.objects.annotate(length=Count("steps")).values_list("pk", "length"))
    rows = done.objects.values("person_id", mission=F("step__mission_id")).annotate(n=Count("pk"), at=Max("done_at"))
    passed.objects.bulk_create(
        (
            passed(person_id=row["person_id"], mission_id=row["mission"], number=1, passed_at=row["at"])
            for row in rows.order_by().iterator()
            if row["n"] == lengths[row["mission"]]
        ),
        batch_size=1000,
    )


def take_off(apps, schema_editor):
    apps.get_model("gamification", "StagePassed").objects.all().delete()
    apps.get_model("gamification", "MissionStage").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("gamification", "0018_missions_in_stages")]

    operations = [migrations.RunPython(bring_over, take_off)]
