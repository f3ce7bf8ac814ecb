from tortoise import migrations
from tortoise.migrations import operations as ops
from clock import now
from models.row import new_id
from models.audit_guards import GuardAuditTrail
from models.session import SessionKind
from tortoise import fields
from tortoise.indexes import Index

class Migration(migrations.Migration):
    dependencies = [('models', '0005_presence')]

    initial = False

    operations = [
        ops.CreateModel(
            name='AuditEntry',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=new_id, unique=True, db_index=True)),
                ('created_at', fields.DatetimeField(default=now, auto_now=False, auto_now_add=False)),
                ('organisation_id', fields.UUIDField(null=True)),
                ('act', fields.CharField(max_length=80)),
                ('was_refused', fields.BooleanField(default=False)),
                ('employee_id', fields.UUIDField(null=True, db_index=True)),
                ('account_id', fields.UUIDField(null=True, db_index=True)),
                ('contact_id', fields.UUIDField(null=True, db_index=True)),
                ('session_id', fields.UUIDField(null=True)),
                ('guest_link_id', fields.UUIDField(null=True)),
                ('subject_type', fields.CharField(null=True, max_length=80)),
                ('subject_id', fields.UUIDField(null=True, db_index=True)),
                ('address', fields.CharField(null=True, max_length=100)),
                ('request_id', fields.CharField(null=True, max_length=100)),
            ],
            options={'table': 'audit_entry', 'app': 'models', 'indexes': [Index(fields=['organisation_id', 'created_at', 'id'])], 'pk_attr': 'id'},
            bases=['Row'],
        ),
        ops.AddField(
            model_name='Session',
            name='browser',
            field=fields.CharField(null=True, max_length=100),
        ),
        ops.AddField(
            model_name='Session',
            name='kind',
            field=fields.CharEnumField(null=True, description='SessionKind', enum_type=SessionKind, max_length=40),
        ),
        ops.AddField(
            model_name='Session',
            name='last_used_at',
            field=fields.DatetimeField(null=True, default=now, auto_now=False, auto_now_add=False),
        ),
        GuardAuditTrail(),
    ]
