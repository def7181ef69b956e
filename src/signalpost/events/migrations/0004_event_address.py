from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("events", "0003_events_newest_first"),
    ]

    operations = [
        migrations.AddField(
            model_name="event",
            name="address",
            field=models.CharField(blank=True, db_default="", default="", max_length=45),
        ),
    ]
