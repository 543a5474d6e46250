from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("matching", "0007_names_of_hidden_companies")]

    operations = [migrations.RemoveField(model_name="resume", name="hidden_from")]
