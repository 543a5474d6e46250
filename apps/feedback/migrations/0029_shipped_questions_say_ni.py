"""The questions that the product itself words address members as everything else does. What operators wrote or changed stays."""

from django.db import migrations

WORDED = {
    "您有多大可能把我们推荐给朋友或同事？": "你有多大可能把我们推荐给朋友或同事？",
    "您这样打分的主要原因是什么？": "你这样打分的主要原因是什么？",
    "完成您想做的事有多容易？1 为非常难，7 为非常容易。": "完成你想做的事有多容易？1 为非常难，7 为非常容易。",
}


def reword(apps, texts):
    questions = apps.get_model("feedback", "SurveyQuestion").objects
    for before, after in texts.items():
        questions.filter(text_zh=before).update(text_zh=after)


def forwards(apps, schema_editor):
    reword(apps, WORDED)


def backwards(apps, schema_editor):
    reword(apps, {after: before for before, after in WORDED.items()})


class Migration(migrations.Migration):
    dependencies = [("feedback", "0028_guards_again")]
    operations = [migrations.RunPython(forwards, backwards)]
