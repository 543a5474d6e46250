from django.db import migrations


class Migration(migrations.Migration):
    """What repeats a request's answer belongs to the API; the rows stay, under the name of their new app."""

    dependencies = [("accounts", "0003_audited")]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.AlterModelTable("IdempotentRequest", "api_idempotentrequest")],
            state_operations=[migrations.DeleteModel("IdempotentRequest")],
        )
    ]
