"""Lets an editor add a price that follows on another, in a single save."""

from datetime import date
from itertools import combinations
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format

from catalog.admin.inlines import LabeledFormSet
from catalog.models import Origin, Price, Status


class PriceForm(forms.ModelForm):
    """One price on a page of its own."""

    closed: Price | None = None

    def validate_constraints(self) -> None:
        """Before looking for overlaps, end the open price that a new one follows."""
        older = open_price_beside(self.instance)
        if older is None or not take_over(self.instance, older):
            super().validate_constraints()
            return
        self.closed = older
        check_all_but_overlaps(self)


class PriceRowForm(forms.ModelForm):
    """One price inside the page of its offering."""

    def validate_constraints(self) -> None:
        """Leave overlaps to the formset: the old row may be about to be closed."""
        check_all_but_overlaps(self)


class PriceFormSet(LabeledFormSet):
    """All prices of one offering, checked against each other."""

    closed: list[Price]

    def clean(self) -> None:
        """Refuse two prices of one source for the same time."""
        super().clean()
        self.closed = []
        rows = [form for form in self.forms if self._will_stay(form)]
        for first, second in combinations(rows, 2):
            if take_over(second.instance, first.instance):
                self.closed.append(first.instance)
            elif overlap(first.instance, second.instance):
                second.add_error(
                    "valid_from",
                    "This source already has a price for the same tier and hours "
                    "in that period. Close the other row first.",
                )

    def save(self, commit: bool = True) -> list[Any]:  # noqa: FBT001, FBT002 (Django's)
        """What is to be written: a price that ends before the one that follows it."""
        rows = super().save(commit=commit)
        ended = [row for row in self.closed if row not in rows]
        return [*ended, *rows]

    def _will_stay(self, form: Any) -> bool:
        written = form.is_valid() and (form.instance.pk or form.has_changed())
        return bool(written) and not form.cleaned_data.get("DELETE")


def check_all_but_overlaps(form: forms.ModelForm) -> None:
    """All constraints but one: a constraint with a field left out is not looked at."""
    try:
        form.instance.validate_constraints(exclude={"source_id", *form.errors})
    except ValidationError as error:
        form.add_error(None, error)


def open_price_beside(price: Price) -> Price | None:
    """The stored price without an end, of the same source for the same tier and hours.

    The database lets there be only one.
    """
    return Price.objects.filter(
        offering=price.offering_id,
        source=price.source_id,
        above_tokens=price.above_tokens,
        schedule=price.schedule,
        valid_until=None,
    ).first()


def take_over(new: Price, older: Price) -> bool:
    """End an open price where a new one begins, if that is what the new one means.

    One that is disputed, or ends again itself, would leave days without a price.
    """
    begins = new.valid_from or timezone.localdate()
    is_successor = (
        (new._state.adding and not older._state.adding)
        and (new.status == Status.ACCEPTED and new.valid_until is None)
        and (_lane(new) == _lane(older) and older.valid_until is None)
        and _start(older) < begins
    )
    if is_successor:
        new.valid_from = older.valid_until = begins
        older.origin = Origin.EDITOR
    return is_successor


def tell_of_end(request: HttpRequest, price: Price) -> None:
    """Say what else a save has changed."""
    day = date_format(_end(price), "F j, Y")
    messages.info(
        request,
        f"The price before it ({price}) now ends: the new one holds from {day}.",
    )


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
