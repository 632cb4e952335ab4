"""Rows that the lists show, at least one of each kind."""

from datetime import datetime

import pytest
import time_machine

from catalog.revision import catalog_change
from tests.catalog import rows

NOON = datetime(2026, 11, 1, 12)  # noqa: DTZ001 (the clock is frozen; UTC by settings)


@pytest.fixture
def today():
    with time_machine.travel(NOON, tick=False):
        yield rows.DAY


@pytest.fixture
def one_of_each(db, today):
    with catalog_change():
        terms = rows.saved_license(name="Apache 2.0")
        rows.license_clause(license=terms).save()
        model = rows.saved_model(
            slug="one", name="One", weights="open_weight", license=terms
        )
        rows.model_fact(model=model).save()
        rows.model_fact(model=model, field="params_total_b", number=70).save()
        option = rows.saved_option(slug="host", kind="hosted_open", name="A host")
        rows.price(offering=rows.saved_offering(model=model, option=option)).save()
        machine = rows.saved_hardware()
        rows.hardware_fact(hardware=machine).save()
        rows.hardware_rate(hardware=machine).save()
        rows.saved_benchmark()
    return model
