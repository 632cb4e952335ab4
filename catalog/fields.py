"""Model fields that the catalog adds to Django's own."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib.postgres.fields import ArrayField
from django.core.checks import CheckMessage
from django.db import models


class ChoiceArrayField(ArrayField):
    """A list of words from a fixed choice, shown in forms as check boxes."""

    def formfield(self, **kwargs: Any) -> forms.Field | None:
        """Check boxes instead of one comma-separated line."""
        options = {
            "form_class": forms.TypedMultipleChoiceField,
            "choices": self.base_field.choices,
            "coerce": self.base_field.to_python,
            "widget": forms.CheckboxSelectMultiple,
            **kwargs,
        }
        # ArrayField would insist on its own form class and base field.
        return super(ArrayField, self).formfield(**options)


class StoredField(models.GeneratedField):
    """A column that the database fills.

    Every PostgreSQL that we run on can; Django would ask it before any command, and so
    start a server that the command may not need.
    """

    def _check_supported(self, databases: Sequence[str] | None) -> list[CheckMessage]:
        return []
