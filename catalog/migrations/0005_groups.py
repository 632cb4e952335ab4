"""Make the groups of editors and viewers, for the catalog and nothing else."""

from django.apps import apps as current_apps
from django.apps.registry import Apps
from django.contrib.auth.management import create_permissions
from django.contrib.contenttypes.management import create_contenttypes
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

# Housekeeping of the program, which no editor changes by hand.
HOUSEKEEPING = ("catalogrevision", "deletedrow")


def make_groups(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    # Permissions are made after all migrations, which is too late for a group.
    using = schema_editor.connection.alias
    catalog = current_apps.get_app_config("catalog")
    create_contenttypes(catalog, verbosity=0, using=using, apps=apps)
    create_permissions(catalog, verbosity=0, using=using, apps=apps)
    permissions = (
        apps.get_model("auth", "Permission")
        .objects.using(using)
        .filter(content_type__app_label="catalog")
        .exclude(content_type__model__in=HOUSEKEEPING)
    )
    group = apps.get_model("auth", "Group").objects.using(using)
    editors, _ = group.get_or_create(name="Catalog editors")
    editors.permissions.set(permissions)
    viewers, _ = group.get_or_create(name="Catalog viewers")
    viewers.permissions.set(permissions.filter(codename__startswith="view_"))


def remove_groups(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    groups = apps.get_model("auth", "Group").objects.using(
        schema_editor.connection.alias
    )
    groups.filter(name__in=["Catalog editors", "Catalog viewers"]).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("catalog", "0004_document_parts"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(make_groups, remove_groups)]
