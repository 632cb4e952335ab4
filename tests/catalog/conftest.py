"""A small, honest set of data files to load and to spoil, and who works in the admin."""

from pathlib import Path

import pytest

from catalog.seed_files import SEED_FILES
from tests.catalog.admin_pages import sign_in

FILES = {
    "sources.yaml": """
- slug: acme
  title: Acme price page
  kind: vendor
  url: https://acme.example/prices
  as_of: 2026-11-01
  date_kind: published
- slug: blog
  title: A blog
  kind: article
  locator: page 3
  as_of: '2026-01-01'
  date_kind: estimated
""",
    "providers.yaml": """
- {slug: acme, name: Acme, country: NO, url: null, source: acme, as_of: 2026-11-01}
""",
    "language_models.yaml": """
- slug: one
  name: One
  maker: acme
  entry: model
  weights: closed
  status: active
  inputs: [text, image]
  outputs: [text]
  facts:
  - field: context_window
    value: 128000
    source: acme
    as_of: 2026-11-01
    verification: looked_up
  - {field: params_total_b, value: 70, source: blog, as_of: 2026-01-01,
     verification: unverified}
""",
    "benchmarks.yaml": """
- {slug: mmlu, name: MMLU, measures: knowledge, unit: percent, minimum: 0,
   maximum: 100, status: active, source: acme, as_of: 2026-11-01}
""",
    "scores.yaml": """
- {model: one, benchmark: mmlu, value: 88.5, reported_by: vendor, source: acme,
   as_of: 2026-11-01, note: first}
""",
    "options.yaml": """
- slug: acme-api
  name: Acme API
  provider: acme
  kind: closed_api
  serves: closed
  location: vetted_vendor
  staff_needed: none
  source: acme
  as_of: 2026-11-01
  sources: [blog]
  certifications:
  - {name: SOC 2, source: acme, as_of: 2026-11-01}
""",
    "offerings.yaml": """
- model: one
  option: acme-api
  provider_model_id: one-1
  prices:
  - {input: 3, output: 15, cached_input: 0.30, valid_until: 2026-12-01,
     source: acme, as_of: 2026-11-01}
  - {input: 6, output: 30, valid_from: 2026-12-01, source: acme, as_of: 2026-11-01}
""",
}
ROWS = 13


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in (seed_file.name for seed_file in SEED_FILES):
        text = FILES.get(name, "")
        (tmp_path / name).write_text(text.lstrip(), encoding="utf-8")
    return tmp_path


@pytest.fixture
def editor(client):
    return sign_in(client, "Catalog editors")


@pytest.fixture
def viewer(client):
    return sign_in(client, "Catalog viewers")
