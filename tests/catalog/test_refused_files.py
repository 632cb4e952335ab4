"""A data file that is wrong or missing: nothing is written, and every reason is told."""

import pytest
from django.core.management import CommandError, call_command

from catalog import models
from catalog.loading import load_catalog
from catalog.seed_files import SEED_FILES
from tests.catalog.conftest import ROWS
from tests.catalog.data_files import append, outcomes, refused, replace

pytestmark = pytest.mark.django_db


def test_a_refusal_writes_nothing(folder):
    append(
        folder,
        "scores.yaml",
        "- {model: nobody, benchmark: mmlu, value: 1, reported_by: vendor, source: acme, as_of: 2026-11-01}\n",
    )

    load_catalog(folder)

    assert not models.Source.objects.exists()


@pytest.mark.parametrize(
    ("file", "text", "refusal"),
    [
        (
            "offerings.yaml",
            "  - {input: -6, above_tokens: 5, source: acme, as_of: 2026-11-01}\n",
            "offerings.yaml:8: Below zero is not possible",
        ),
        (
            "offerings.yaml",
            "  - {input: 0, above_tokens: 5, source: acme, as_of: 2026-11-01}\n",
            "offerings.yaml:8: A price of zero needs the mark",
        ),
        (
            "offerings.yaml",
            "  - {input: 7, valid_from: 2027-12-01, source: acme, as_of: 2026-11-01}\n",
            "offerings.yaml:8: This source already has a price",
        ),
        (
            "offerings.yaml",
            "  - {input: x, above_tokens: 5, source: acme, as_of: 2026-11-01}\n",
            "offerings.yaml:8: input: “x” value must be a decimal number.",
        ),
        (
            "offerings.yaml",
            "  - {input: 7, above_tokens: 5, as_of: 2026-11-01}\n",
            "offerings.yaml:8: source: is missing.",
        ),
        (
            "offerings.yaml",
            "- model: two\n  option: acme-api\n",
            "offerings.yaml:8: model: There is no “two”.",
        ),
        (
            "scores.yaml",
            "- model: one\n  benchmark: mmlu\n  value: 188\n  reported_by: vendor\n"
            "  source: acme\n  as_of: 2026-11-01\n",
            "scores.yaml:5: value: Scores of MMLU run from",
        ),
        (
            "tools.yaml",
            "- slug: a\n  colour: red\n",
            "tools.yaml:2: colour: There is no",
        ),
        (
            "tools.yaml",
            "- slug: a\n  slug: b\n",
            "tools.yaml:2: slug: stands here twice.",
        ),
        ("tools.yaml", "- slug: [a]\n", "tools.yaml:1: slug: Write one value here."),
        ("tools.yaml", "- slug: {a: b}\n", "tools.yaml:1: A value is text"),
        ("tools.yaml", "- slug\n", "tools.yaml:1: A row is a list of keys and values."),
        ("tools.yaml", "slug: a\n", "tools.yaml:1: The file must be a list."),
        ("tools.yaml", "- slug: [\n", "tools.yaml:2: Not YAML"),
        (
            "tools.yaml",
            "- slug: a\n  name: '=1'\n",
            "tools.yaml:2: name: The text may not",
        ),
        (
            "tools.yaml",
            "- slug: !!python/none x\n",
            "tools.yaml:1: Tags are not read here.",
        ),
        (
            "tools.yaml",
            "- &a {slug: a}\n- *a\n",
            "tools.yaml:1: Aliases are not read here.",
        ),
        (
            "providers.yaml",
            "- {slug: b, name: b, roles: maker}\n",
            "providers.yaml:2: roles: Write a list",
        ),
        (
            "providers.yaml",
            "- {slug: b, name: b, roles: [king]}\n",
            "providers.yaml:2: roles: Item 1",
        ),
        (
            "options.yaml",
            "- slug: b\n  sources: [nowhere]\n  name: b\n  kind: closed_api\n  serves: closed\n  location: any_vendor\n  staff_needed: none\n  source: acme\n  as_of: 2026-11-01\n",
            "options.yaml:14: sources: There is no “nowhere”.",
        ),
        (
            "providers.yaml",
            "- {slug: acme, name: again}\n",
            "providers.yaml:2: The same row stands in line 1.",
        ),
        ("drinks.yaml", "- tea\n", "drinks.yaml:1: No kind of row is kept"),
    ],
)
def test_a_refusal_names_file_line_and_reason(folder, file, text, refusal):
    append(folder, file, text)

    assert any(each.startswith(refusal) for each in refused(folder)), refused(folder)


def test_all_refusals_are_listed(folder):
    append(
        folder,
        "offerings.yaml",
        "  - {input: -6, above_tokens: 5, source: acme, as_of: 2026-11-01}\n",
    )
    append(
        folder,
        "offerings.yaml",
        "  - {input: -7, above_tokens: 6, source: acme, as_of: 2026-11-01}\n",
    )
    append(folder, "providers.yaml", "- {slug: b}\n")

    assert [line.split(": ")[0] for line in refused(folder)] == [
        "offerings.yaml:8",
        "offerings.yaml:9",
        "providers.yaml:2",
    ]


def test_an_unreadable_character_is_refused(folder):
    append(folder, "tools.yaml", "- slug: a\x00b\n")

    assert refused(folder)[0].startswith("tools.yaml:1: Not YAML")


def test_a_missing_file_removes_nothing(folder):
    load_catalog(folder)
    (folder / "scores.yaml").unlink()

    assert refused(folder) == ["scores.yaml: The file is missing."]
    assert models.BenchmarkScore.objects.exists()


def test_a_folder_without_files_removes_nothing(folder, tmp_path):
    load_catalog(folder)

    missing = refused(tmp_path / "elsewhere")

    assert len(missing) == len(SEED_FILES)
    assert outcomes(load_catalog(folder)) == {"unchanged": ROWS}


def test_a_file_in_another_encoding_is_refused_at_its_line(folder):
    with (folder / "tools.yaml").open("ab") as stream:
        stream.write("- slug: a\n  name: Café\n".encode("latin-1"))

    assert refused(folder) == ["tools.yaml:2: Not UTF-8."]


def test_a_refused_load_tells_of_nothing_that_did_not_happen(folder):
    load_catalog(folder)
    replace(folder, "scores.yaml", "value: 88.5", "value: much")

    assert outcomes(load_catalog(folder)) == {}


def test_the_command_fails_when_a_line_is_refused(folder, capsys):
    append(folder, "tools.yaml", "- {slug: a}\n")

    with pytest.raises(CommandError, match="nothing was written"):
        call_command("load_catalog", folder=folder)

    told = capsys.readouterr()
    assert "tools.yaml:1: name: This field cannot be blank." in told.err
    assert told.out == ""
