from tortoise import migrations

from models.search_tables import MakeSearchTables


class Migration(migrations.Migration):
    dependencies = [("models", "0001_initial")]

    operations = [MakeSearchTables()]
