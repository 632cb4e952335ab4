"""What text, slugs, addresses and dates may look like."""

from datetime import date

import pytest
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models

from catalog import validators
from catalog.models import CatalogRow
from tests.catalog import rows


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", " =1", "\t=1"])
def test_text_may_not_start_like_a_formula(text):
    with pytest.raises(ValidationError):
        validators.plain_text(text)


@pytest.mark.parametrize("text", ["a\x00b", "\rx", "a\tb", "a\nb", "a\x7f", "a\x85"])
def test_plain_text_has_no_control_characters(text):
    with pytest.raises(ValidationError, match="control character"):
        validators.plain_text(text)


def test_longer_text_may_have_line_breaks_but_no_other_control_character():
    validators.plain_lines("one\r\ntwo")

    with pytest.raises(ValidationError):
        validators.plain_lines("one\x00two")


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "ftp://a.example", "//a.example", "a.example"]
)
def test_only_web_addresses_are_addresses(address):
    with pytest.raises(ValidationError):
        rows.source(url=address).clean_fields()


@pytest.mark.parametrize("text", ["2026", "2026-02", "2026-02-28"])
def test_a_date_may_be_partial(text):
    validators.partial_date(text)


@pytest.mark.parametrize("text", ["26", "2026-13", "2026-02-30", "soon"])
def test_a_partial_date_must_exist(text):
    with pytest.raises(ValidationError):
        validators.partial_date(text)


@pytest.mark.parametrize("text", ["2026", "2026-01", "2026-01-01"])
def test_a_partial_date_begins_on_its_first_day(text):
    assert validators.first_day(text) == date(2026, 1, 1)


@pytest.mark.parametrize("slug", ["Upper", "a b", "-a", "a/b", "ä", "a\n"])
def test_a_slug_is_plain(slug):
    with pytest.raises(ValidationError):
        validators.slug(slug)


def text_fields():
    for model in CatalogRow.__subclasses__():
        for field in model._meta.concrete_fields:
            base = field.base_field if isinstance(field, ArrayField) else field
            if isinstance(base, models.CharField | models.TextField) and field.editable:
                yield model, base


def test_every_text_that_an_editor_writes_is_checked():
    """Choices are a check of their own; the program writes the rest."""
    unchecked = [
        f"{model.__name__}.{field.name}"
        for model, field in text_fields()
        if not field.choices
        and not [check for check in field.validators if is_ours(check)]
    ]

    assert unchecked == []


def is_ours(check):
    return check in (
        validators.plain_text,
        validators.plain_lines,
        validators.slug,
        validators.identifier,
        validators.country_code,
        validators.web_address,
    )
