"""What `manage.py load_catalog` tells and writes."""

import pytest
from django.core.management import call_command

from catalog import models

pytestmark = pytest.mark.django_db


def test_the_command_reports_each_file(folder, capsys):
    call_command("load_catalog", folder=folder)

    assert "offerings.yaml: 3 added" in capsys.readouterr().out.splitlines()


def test_a_check_writes_nothing(folder):
    call_command("load_catalog", folder=folder, check=True)

    assert not models.Source.objects.exists()


def test_the_command_writes_the_decision_document(folder, tmp_path):
    target = tmp_path / "document.json"

    call_command("load_catalog", folder=folder, dump_document=target)

    assert target.read_text(encoding="utf-8") == (
        models.CatalogRevision.objects.get().document
    )
