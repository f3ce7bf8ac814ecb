from tortoise import fields, migrations
from tortoise.migrations import operations as ops

from models.waiting import COLUMNS, KeepWaiting


class Migration(migrations.Migration):
    dependencies = [("models", "0011_tally_threads_first")]

    operations = [
        *(
            ops.AddField(model_name="Incident", name=column, field=fields.BooleanField(default=False, db_default=False))
            for column in COLUMNS.values()
        ),
        KeepWaiting(),
    ]
