"""Every kind of row in the admin: how to make one, its pages and its forms."""

import html
import re

from django.contrib.auth.models import Group, User
from django.urls import reverse

from catalog import models
from tests.catalog import rows

MAKERS = {
    models.Assumption: rows.assumption,
    models.Benchmark: rows.benchmark,
    models.BenchmarkScore: rows.score,
    models.Certification: rows.certification,
    models.Claim: rows.claim,
    models.DeploymentOption: rows.option,
    models.Hardware: rows.hardware,
    models.HardwareFact: rows.hardware_fact,
    models.HardwareRate: rows.hardware_rate,
    models.LanguageModel: rows.language_model,
    models.License: rows.license,
    models.LicenseClause: rows.license_clause,
    models.ModelFact: rows.model_fact,
    models.Offering: rows.offering,
    models.Precision: rows.precision,
    models.PrecisionQuality: rows.precision_quality,
    models.Price: rows.price,
    models.Product: rows.product,
    models.Provider: rows.provider,
    models.Source: rows.source,
    models.SubscriptionPlan: rows.subscription_plan,
    models.Throughput: rows.throughput,
    models.Tool: rows.tool,
}


def sign_in(client, group):
    user = User.objects.create_user("pat", is_staff=True)
    user.groups.add(Group.objects.get(name=group))
    client.force_login(user)
    return client


def address(model, page="changelist", *args):
    return reverse(f"admin:catalog_{model._meta.model_name}_{page}", args=args)


def price_form(**changes):
    form = {
        "input": "4",
        "output": "20",
        "above_tokens": "0",
        "schedule": "always",
        "as_of": "2026-11-20",
        "status": "accepted",
    }
    return form | changes


def inline_forms(prefix, *forms, initial=0):
    sent = {f"{prefix}-TOTAL_FORMS": len(forms), f"{prefix}-INITIAL_FORMS": initial}
    for number, form in enumerate(forms):
        sent |= {f"{prefix}-{number}-{key}": value for key, value in form.items()}
    return sent


def offering_form(offering, *prices, initial=0):
    return {
        "model": offering.model_id,
        "option": offering.option_id,
        "provider_model_id": offering.provider_model_id,
        "status": "active",
        **inline_forms("prices", *prices, initial=initial),
    }


# What a browser does: it opens the page, and sends back the state that it was shown.


def seen_on(response):
    """The state of the rows that a page was opened on."""
    found = re.search(r'name="seen" value="([^"]*)"', response.content.decode())
    return html.unescape(found[1]) if found else ""


def save(client, url, form, **options):
    return client.post(url, form | {"seen": seen_on(client.get(url))}, **options)


def delete(client, row):
    url = address(type(row), "delete", row.pk)
    return client.post(url, {"post": "yes", "seen": seen_on(client.get(url))})


def run_action(client, model, action, *found, **fields):
    """Choose rows in a list, then confirm what the next page asks."""
    chosen = {"action": action, "_selected_action": [row.pk for row in found]}
    asked = client.post(address(model), chosen)
    confirmed = chosen | fields | {"post": "yes", "seen": seen_on(asked)}
    return client.post(address(model), confirmed)
