from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import F
from django.db.models.functions import Now


def note_what_is_public(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """What visitors see already has been announced by its report."""
    incidents = apps.get_model("incidents", "Incident").objects
    incidents.filter(published_at__lte=Now()).update(announced_at=F("published_at"))


class Migration(migrations.Migration):
    dependencies = [
        ("incidents", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="incident",
            name="announced_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="incident",
            name="notify",
            field=models.BooleanField(default=False),
        ),
        migrations.AddIndex(
            model_name="incident",
            index=models.Index(
                condition=models.Q(("announced_at__isnull", True), ("deleted_at__isnull", True)),
                fields=["published_at"],
                name="incidents_held_back",
            ),
        ),
        migrations.RunPython(note_what_is_public, migrations.RunPython.noop),
    ]
