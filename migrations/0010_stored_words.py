from tortoise import migrations
from tortoise.indexes import Index
from tortoise.migrations import operations as ops

from models.stored_words import StoreWords


class Migration(migrations.Migration):
    dependencies = [("models", "0009_tallies")]

    operations = [
        ops.AddIndex(
            model_name="SubIncident",
            index=Index(fields=["organisation_id", "kind", "status", "incident_id"]),
        ),
        StoreWords(),
    ]
