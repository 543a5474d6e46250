from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("matching", "0003_search_tokens_index")]

    operations = [
        operation
        for model in ("jobvector", "resumevector")
        for operation in (
            migrations.RenameField(model_name=model, old_name="updated_at", new_name="as_of"),
            migrations.AlterField(
                model_name=model, name="as_of", field=models.DateTimeField(verbose_name="as of")
            ),
        )
    ]
