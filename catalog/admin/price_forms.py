"""Lets an editor close an old price and add the new one in a single save."""

from datetime import date
from itertools import combinations
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from catalog.admin.base import LabelledFormSet
from catalog.models import Price


class PriceRowForm(forms.ModelForm):
    """One price inside the page of its offering."""

    def validate_constraints(self) -> None:
        """Leave overlaps to the formset: the old row may be about to be closed."""
        try:
            self.instance.validate_constraints(exclude={"source_id", *self.errors})
        except ValidationError as error:
            self.add_error(None, error)


class PriceFormSet(LabelledFormSet):
    """All prices of one offering, checked against each other."""

    def clean(self) -> None:
        """Refuse two prices of one source for the same time."""
        super().clean()
        rows = [form for form in self.forms if self._will_stay(form)]
        for first, second in combinations(rows, 2):
            if overlap(first.instance, second.instance):
                second.add_error(
                    "valid_from",
                    "This source already has a price for the same tier and hours "
                    "in that period. Close the other row first.",
                )

    def _will_stay(self, form: Any) -> bool:
        written = form.is_valid() and (form.instance.pk or form.has_changed())
        return bool(written) and not form.cleaned_data.get("DELETE")


def overlap(first: Price, second: Price) -> bool:
    """Whether two prices of one offering contradict each other."""
    return _lane(first) == _lane(second) and (
        _start(first) < _end(second) and _start(second) < _end(first)
    )


def _lane(price: Price) -> tuple[int, int, str]:
    return price.source_id, price.above_tokens, price.schedule


def _start(price: Price) -> date:
    return price.valid_from or date.min


def _end(price: Price) -> date:
    return price.valid_until or date.max
