from tortoise import migrations
from tortoise.migrations import operations as ops
from tortoise import fields

class Migration(migrations.Migration):
    dependencies = [('models', '0006_sessions_and_audit')]

    initial = False

    operations = [
        ops.AddField(
            model_name='Contact',
            name='erased_at',
            field=fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
        ),
        ops.AddField(
            model_name='Organisation',
            name='audit_days',
            field=fields.IntField(default=365, db_default=365),
        ),
        ops.AddField(
            model_name='Organisation',
            name='delivery_days',
            field=fields.IntField(null=True),
        ),
        ops.AddField(
            model_name='Organisation',
            name='reporter_months',
            field=fields.IntField(null=True),
        ),
    ]
