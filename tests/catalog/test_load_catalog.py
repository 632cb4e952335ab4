"""The data files come in whole or not at all, and editors keep their rows."""

from collections import Counter
from datetime import date
from decimal import Decimal

import pytest
from django.core.management import CommandError, call_command

from catalog import models
from catalog.admin.base import remember_deletion
from catalog.loading import load_catalog
from catalog.revision import catalog_change
from tests.catalog import rows
from tests.catalog.conftest import ROWS

pytestmark = pytest.mark.django_db


def outcomes(report):
    return dict(sum(report.counts.values(), Counter()))


def append(folder, file, text):
    with (folder / file).open("a", encoding="utf-8") as stream:
        stream.write(text)


def replace(folder, file, old, new):
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def refused(folder):
    return [str(refusal) for refusal in load_catalog(folder).refusals]


def edit(row, **changes):
    """What the admin does when an editor saves."""
    for name, value in changes.items():
        setattr(row, name, value)
    row.origin = "editor"
    with catalog_change():
        row.save()


def delete(row):
    with catalog_change():
        remember_deletion(row)
        row.delete()


def test_every_row_is_added(folder):
    assert outcomes(load_catalog(folder)) == {"added": ROWS}


def test_a_second_load_changes_nothing(folder):
    load_catalog(folder)

    assert outcomes(load_catalog(folder)) == {"unchanged": ROWS}


def test_text_keeps_the_word_that_is_also_a_truth_value(folder):
    load_catalog(folder)

    assert models.Provider.objects.get().country == "NO"


def test_the_number_of_a_numeric_fact_is_worked_out(folder):
    load_catalog(folder)

    assert models.ModelFact.objects.get(field="context_window").number == 128000


def test_further_sources_are_connected(folder):
    load_catalog(folder)

    assert models.DeploymentOption.objects.get().sources.get().slug == "blog"


def test_loaded_rows_are_marked_as_shipped(folder):
    load_catalog(folder)

    assert {row.origin for row in models.Price.objects.all()} == {"shipped"}


def test_a_shipped_row_follows_its_file(folder):
    load_catalog(folder)
    replace(folder, "offerings.yaml", "output: 15", "output: 14")

    assert outcomes(load_catalog(folder)) == {"updated": 1, "unchanged": ROWS - 1}
    assert models.Price.objects.get(valid_from=None).output == 14


def test_a_changed_list_of_further_sources_is_an_update(folder):
    load_catalog(folder)
    replace(folder, "options.yaml", "sources: [blog]", "sources: [blog, acme]")

    assert outcomes(load_catalog(folder)) == {"updated": 1, "unchanged": ROWS - 1}
    assert models.DeploymentOption.objects.get().sources.count() == 2


def test_a_shipped_row_that_left_the_files_is_removed(folder):
    load_catalog(folder)
    (folder / "scores.yaml").write_text("", encoding="utf-8")

    assert outcomes(load_catalog(folder)) == {"removed": 1, "unchanged": ROWS - 1}


def test_a_corrected_key_replaces_the_old_row(folder):
    """The corrected price would overlap the old one if that stayed."""
    load_catalog(folder)
    replace(
        folder, "offerings.yaml", "valid_from: 2026-12-01", "valid_from: 2026-12-05"
    )

    report = load_catalog(folder)

    assert outcomes(report) == {"removed": 1, "added": 1, "unchanged": ROWS - 1}


def test_a_row_that_an_editors_row_needs_stays(folder):
    load_catalog(folder)
    acme = models.Source.objects.get(slug="acme")
    append(
        folder,
        "sources.yaml",
        "- {slug: other, title: x, kind: press, as_of: 2026-11-01, date_kind: published}\n",
    )
    load_catalog(folder)
    other = models.Source.objects.get(slug="other")
    edit(rows.score(model=models.LanguageModel.objects.get(), source=other))
    replace(
        folder,
        "sources.yaml",
        "- {slug: other, title: x, kind: press, as_of: 2026-11-01, date_kind: published}\n",
        "",
    )

    assert outcomes(load_catalog(folder)) == {"kept": 1, "unchanged": ROWS}
    assert {acme, other} <= set(models.Source.objects.all())


def test_an_edited_row_is_never_touched(folder):
    load_catalog(folder)
    edit(models.BenchmarkScore.objects.get(), value=Decimal(90), note="mine")
    replace(folder, "scores.yaml", "note: first", "note: second")

    assert outcomes(load_catalog(folder)) == {"kept": 1, "unchanged": ROWS - 1}
    assert models.BenchmarkScore.objects.get().note == "mine"


def test_an_edited_row_stays_when_it_leaves_the_files(folder):
    load_catalog(folder)
    edit(models.BenchmarkScore.objects.get(), note="mine")
    (folder / "scores.yaml").write_text("", encoding="utf-8")

    load_catalog(folder)

    assert models.BenchmarkScore.objects.get().note == "mine"


def test_rows_still_find_a_thing_whose_slug_an_editor_changed(folder):
    load_catalog(folder)
    edit(models.LanguageModel.objects.get(), slug="renamed")

    assert outcomes(load_catalog(folder)) == {"kept": 1, "unchanged": ROWS - 1}


def test_an_editors_row_with_the_key_of_a_shipped_one_is_kept(folder):
    edit(rows.provider(slug="acme", name="Ours"))

    assert outcomes(load_catalog(folder)) == {"kept": 1, "added": ROWS - 1}
    assert models.Provider.objects.get().name == "Ours"


def test_a_shipped_price_gives_way_to_an_editors(folder):
    load_catalog(folder)
    price = models.Price.objects.get(valid_from=None)
    edit(price, valid_until=date(2026, 11, 15))
    newer = rows.price(
        offering=price.offering,
        source=price.source,
        valid_from=date(2027, 6, 1),
    )
    edit(
        models.Price.objects.get(valid_from=date(2026, 12, 1)),
        valid_until=date(2027, 6, 1),
    )
    edit(newer)
    append(
        folder,
        "offerings.yaml",
        "  - {input: 9, valid_from: 2027-07-01, source: acme, as_of: 2026-11-01}\n",
    )

    report = load_catalog(folder)

    assert report.refusals == []
    assert outcomes(report) == {"kept": 3, "unchanged": ROWS - 2}


def test_a_shipped_score_gives_way_to_an_editors_range(folder):
    load_catalog(folder)
    delete(models.BenchmarkScore.objects.get())
    edit(models.Benchmark.objects.get(), maximum=Decimal(50))
    replace(folder, "scores.yaml", "value: 88.5", "value: 89.5")

    assert outcomes(load_catalog(folder)) == {"kept": 2, "unchanged": ROWS - 2}


def test_a_key_that_an_editor_took_is_left_to_the_editor(folder):
    load_catalog(folder)
    edit(models.BenchmarkScore.objects.get(), settings="5-shot")
    replace(folder, "scores.yaml", "note: first", "settings: 5-shot")

    assert outcomes(load_catalog(folder)) == {"kept": 1, "unchanged": ROWS - 1}


def test_a_deleted_row_does_not_come_back(folder):
    load_catalog(folder)
    delete(models.BenchmarkScore.objects.get())

    assert outcomes(load_catalog(folder)) == {"kept": 1, "unchanged": ROWS - 1}
    assert not models.BenchmarkScore.objects.exists()


def test_what_hangs_on_a_deleted_row_does_not_come_back_either(folder):
    load_catalog(folder)
    delete(models.LanguageModel.objects.get())

    assert outcomes(load_catalog(folder)) == {"kept": 7, "unchanged": ROWS - 7}


# Refusals


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
            "offerings.yaml:8: model: There is no two.",
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
            "options.yaml:14: sources: There is no nowhere.",
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


# The command


def test_the_command_reports_each_file(folder, capsys):
    call_command("load_catalog", folder=folder)

    assert "offerings.yaml: 3 added" in capsys.readouterr().out.splitlines()


def test_the_command_fails_when_a_line_is_refused(folder, capsys):
    append(folder, "tools.yaml", "- {slug: a}\n")

    with pytest.raises(CommandError, match="nothing was written"):
        call_command("load_catalog", folder=folder)

    assert "tools.yaml:1: name: This field cannot be blank." in capsys.readouterr().err


def test_a_check_writes_nothing(folder):
    call_command("load_catalog", folder=folder, check=True)

    assert not models.Source.objects.exists()


def test_the_command_writes_the_decision_document(folder, tmp_path):
    target = tmp_path / "document.json"

    call_command("load_catalog", folder=folder, dump_document=target)

    assert target.read_text(encoding="utf-8") == (
        models.CatalogRevision.objects.get().document
    )
