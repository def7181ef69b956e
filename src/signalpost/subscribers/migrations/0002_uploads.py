from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("subscribers", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Upload",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("user_id", models.BigIntegerField(unique=True)),
                ("key", models.UUIDField(unique=True)),
                ("packed", models.BinaryField()),
                ("vouched", models.BooleanField()),
                ("at", models.DateTimeField()),
            ],
        ),
    ]
