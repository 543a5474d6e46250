from django.db import migrations

YEARS = "recruiter-experience-years"


def rename(apps, before, after):
    apps.get_model("chat", "Chip").objects.filter(key=YEARS, topic=before).update(topic=after)


def forwards(apps, schema_editor):
    """The chip that asks for the years goes once the résumé states them, not once it is clear about one's part."""
    rename(apps, "experience", "years")


def backwards(apps, schema_editor):
    rename(apps, "years", "experience")


class Migration(migrations.Migration):
    dependencies = [("chat", "0003_stages_by_name")]

    operations = [migrations.RunPython(forwards, backwards)]
