from tortoise import migrations

from models.tallying import TallyThreadsFirst


class Migration(migrations.Migration):
    dependencies = [("models", "0010_stored_words")]

    operations = [TallyThreadsFirst()]
