"""`manage.py check_method`: what is wrong, what has changed, and what is remembered."""

from dataclasses import replace
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from advisor.decision.candidates import Catalog
from advisor.management.commands import check_method
from advisor.scenarios.properties.checking import Property
from advisor.scenarios.reading import read_scenarios
from advisor.scenarios.released import read_release, write_release

FEW = tuple(one for one in read_scenarios() if one.id in {"S0-01", "S0-02"})
TRUE = Property(
    number="P0", key="true", sentence="It is so.", how_broken=lambda *_: None
)
FALSE = replace(TRUE, sentence="It is not so.", how_broken=lambda *_: "it is not")


@pytest.fixture
def released(
    shipped_catalog: Catalog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Path:
    """Where releases are kept, with two situations and one property to look at."""
    path = tmp_path / "released.json"
    monkeypatch.setattr(check_method, "catalog_or_end", lambda: shipped_catalog)
    monkeypatch.setattr(check_method, "read_scenarios", lambda: FEW)
    monkeypatch.setattr(check_method, "PROPERTIES", (TRUE,))
    monkeypatch.setattr(check_method, "read_release", lambda: read_release(path))
    monkeypatch.setattr(
        check_method, "write_release", lambda release: write_release(release, path)
    )
    return path


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]):
    def run_with(*arguments: str) -> str:
        call_command("check_method", "--sets", "2", *arguments)
        return capsys.readouterr().out

    return run_with


def test_before_a_release_it_says_that_there_is_none(released, run):
    text = run()

    assert "no release of the method is kept yet" in text
    assert "It is so. holds" in text
    assert not released.exists()


def test_a_release_is_what_later_runs_are_compared_with(released, run):
    run("--release")

    text = run()

    assert "Changes since method 1 on catalog" in text
    assert "verdicts that change: 0" in text
    assert "costs that move: 0" in text


def test_a_change_is_told_and_is_no_fault(released, run):
    run("--release")
    release = read_release(released)
    assert release is not None
    other = {"S0-01": replace(release.situations["S0-01"], verdict="open")}
    write_release(replace(release, situations=other), released)

    text = run()

    assert "verdicts that change: 1\n    S0-01: open becomes closed" in text
    assert "new situations: 1" in text


def test_a_situation_that_is_not_met_fails_and_is_not_released(
    released, run, monkeypatch
):
    wrong = replace(FEW[1], expected="closed", unacceptable=())
    monkeypatch.setattr(check_method, "read_scenarios", lambda: [wrong])

    with pytest.raises(CommandError, match="situations are not met"):
        run("--release")
    assert not released.exists()


def test_a_broken_property_fails_and_shows_by_what(released, run, monkeypatch, capsys):
    monkeypatch.setattr(check_method, "PROPERTIES", (TRUE, FALSE))

    with pytest.raises(CommandError, match="properties are broken"):
        run("--release")

    text = capsys.readouterr().out
    assert "It is not so. BROKEN by 2\n         no answers: it is not" in text
    assert not released.exists()


def test_without_answer_sets_no_property_is_said_to_hold(
    released, capsys: pytest.CaptureFixture[str]
):
    call_command("check_method", "--sets", "0")

    text = capsys.readouterr().out
    assert "Properties: not looked at." in text
    assert "holds" not in text


@pytest.mark.parametrize("written", ["-1", "many"])
def test_a_number_of_sets_that_is_none_is_refused(released, written: str):
    with pytest.raises(CommandError, match="write a whole number"):
        call_command("check_method", f"--sets={written}")
