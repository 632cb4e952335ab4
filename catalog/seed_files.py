"""Reads the data files into rows that still know their file and line."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from catalog.models import (
    Assumption,
    Benchmark,
    BenchmarkScore,
    CatalogRow,
    Certification,
    Claim,
    DeploymentOption,
    Hardware,
    HardwareFact,
    HardwareRate,
    LanguageModel,
    License,
    LicenseClause,
    ModelFact,
    Offering,
    Precision,
    PrecisionQuality,
    Price,
    Product,
    Provider,
    Source,
    SubscriptionPlan,
    Throughput,
    Tool,
)

DATA_FOLDER = Path(__file__).parent / "data"
NULL_TAG = "tag:yaml.org,2002:null"
KNOWN_TAGS = frozenset(
    f"tag:yaml.org,2002:{kind}"
    for kind in ("str", "int", "float", "bool", "null", "timestamp", "seq", "map")
)

type Value = str | list[str] | None


@dataclass(frozen=True)
class Children:
    """Rows written inside another row, under a key of their own."""

    key: str
    model: type[CatalogRow]
    parent_field: str


@dataclass(frozen=True)
class SeedFile:
    """One data file: what its rows are, and what is written inside them."""

    name: str
    model: type[CatalogRow]
    children: tuple[Children, ...] = ()


# In the order of loading: what is referred to comes first.
SEED_FILES = (
    SeedFile("sources.yaml", Source),
    SeedFile("providers.yaml", Provider),
    SeedFile(
        "licenses.yaml",
        License,
        (Children("clauses", LicenseClause, "license"),),
    ),
    SeedFile(
        "language_models.yaml",
        LanguageModel,
        (Children("facts", ModelFact, "model"),),
    ),
    SeedFile("benchmarks.yaml", Benchmark),
    SeedFile("scores.yaml", BenchmarkScore),
    SeedFile(
        "options.yaml",
        DeploymentOption,
        (Children("certifications", Certification, "option"),),
    ),
    SeedFile("offerings.yaml", Offering, (Children("prices", Price, "offering"),)),
    SeedFile(
        "hardware.yaml",
        Hardware,
        (
            Children("facts", HardwareFact, "hardware"),
            Children("rates", HardwareRate, "hardware"),
        ),
    ),
    SeedFile(
        "precisions.yaml",
        Precision,
        (Children("qualities", PrecisionQuality, "precision"),),
    ),
    SeedFile("throughputs.yaml", Throughput),
    SeedFile("assumptions.yaml", Assumption),
    SeedFile("products.yaml", Product),
    SeedFile("tools.yaml", Tool),
    SeedFile("subscription_plans.yaml", SubscriptionPlan),
    SeedFile("claims.yaml", Claim),
)


@dataclass(frozen=True, order=True)
class Refusal:
    """Why a line of a data file, or all of it, cannot be loaded."""

    file: str
    line: int  # 0: the file as such
    message: str
    key: str = ""  # the field that it is about, if it is about one

    @property
    def sentence(self) -> str:
        """What is wrong, with the field before it."""
        return f"{self.key}: {self.message}" if self.key else self.message

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}: {self.sentence}"


class RefusedError(Exception):
    """A data file, or a line of it, cannot be read."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(str(refusal))
        self.refusal = refusal


@dataclass(frozen=True, eq=False)
class SeedRow:
    """One row as it is written, all of it still text."""

    file: str
    line: int
    model: type[CatalogRow]
    values: dict[str, Value]
    lines: dict[str, int]
    parent: "SeedRow | None" = None
    parent_field: str = ""
    # What is wrong with its very text, so that there is no use in looking further.
    faults: tuple[Refusal, ...] = ()

    def refusal(self, message: str, key: str = "") -> Refusal:
        """A refusal at the line of the key, or of the row."""
        return Refusal(self.file, self.lines.get(key, self.line), message, key)


@dataclass
class Reading:
    """All rows of the data files, and the lines that could not be read."""

    rows: list[SeedRow] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)


def read_seed_files(folder: Path = DATA_FOLDER) -> Reading:
    """Read every data file, or none: rows refer to those of other files."""
    reading = Reading()
    texts = {}
    for seed_file in SEED_FILES:
        try:
            texts[seed_file] = _text_of(folder / seed_file.name)
        except RefusedError as error:
            reading.refusals.append(error.refusal)
    if not reading.refusals:
        for seed_file, text in texts.items():
            FileReader(seed_file, reading).read(text)
    reading.refusals += _unknown_files(folder)
    return reading


def _text_of(path: Path) -> str:
    if not path.is_file():
        raise RefusedError(Refusal(path.name, 0, "The file is missing."))
    content = path.read_bytes()
    try:
        return content.decode()
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise RefusedError(Refusal(path.name, line, "Not UTF-8.")) from error


def _unknown_files(folder: Path) -> list[Refusal]:
    known = {seed_file.name for seed_file in SEED_FILES}
    return [
        Refusal(path.name, 1, "No kind of row is kept in a file of this name.")
        for path in sorted(folder.glob("*.y*ml"))
        if path.name not in known
    ]


class FileReader:
    """Reads one file; a row that cannot be read does not stop the others."""

    def __init__(self, seed_file: SeedFile, reading: Reading) -> None:
        self.seed_file = seed_file
        self.reading = reading
        self.seen: set[int] = set()

    def read(self, text: str) -> None:
        """Add the rows of the file's text to the reading."""
        try:
            root = yaml.compose(text, Loader=yaml.CSafeLoader)
            for node in self._items(root, "The file") if root else ():
                self._read_row(node)
        except RefusedError as error:
            self.reading.refusals.append(error.refusal)
        except yaml.YAMLError as error:
            self.reading.refusals.append(self._syntax_refusal(error))

    def _read_row(self, node: yaml.Node) -> None:
        try:
            keys = self._keys(node)
            children = {child.key: child for child in self.seed_file.children}
            inner = [(children[key], keys.pop(key)) for key in children if key in keys]
            row = self._row(node, keys, self.seed_file.model)
        except RefusedError as error:
            self.reading.refusals.append(error.refusal)
            return
        self.reading.rows.append(row)
        for child, child_nodes in inner:
            self._read_children(child, child_nodes, row)

    def _read_children(self, child: Children, nodes: yaml.Node, row: SeedRow) -> None:
        try:
            items = [] if nodes.tag == NULL_TAG else self._items(nodes, child.key)
            for node in items:
                inner = self._row(
                    node, self._keys(node), child.model, row, child.parent_field
                )
                self.reading.rows.append(inner)
        except RefusedError as error:
            self.reading.refusals.append(error.refusal)

    def _row(
        self,
        node: yaml.Node,
        keys: dict[str, yaml.Node],
        model: type[CatalogRow],
        parent: SeedRow | None = None,
        parent_field: str = "",
    ) -> SeedRow:
        return SeedRow(
            file=self.seed_file.name,
            line=_line(node),
            model=model,
            values={key: self._value(value) for key, value in keys.items()},
            lines={key: _line(value) for key, value in keys.items()},
            parent=parent,
            parent_field=parent_field,
        )

    def _keys(self, node: yaml.Node) -> dict[str, yaml.Node]:
        self._check(node)
        if not isinstance(node, yaml.MappingNode):
            raise self._refused(node, "A row is a list of keys and values.")
        keys: dict[str, yaml.Node] = {}
        for key, value in node.value:
            name = self._text(key) or ""
            if name in keys:
                raise self._refused(key, f"{name}: stands here twice.")
            keys[name] = value
        return keys

    def _items(self, node: yaml.Node, what: str) -> list[yaml.Node]:
        self._check(node)
        if not isinstance(node, yaml.SequenceNode):
            raise self._refused(node, f"{what} must be a list.")
        return list(node.value)

    def _value(self, node: yaml.Node) -> Value:
        if isinstance(node, yaml.SequenceNode):
            return [self._text(item) or "" for item in self._items(node, "The value")]
        return self._text(node)

    def _text(self, node: yaml.Node) -> str | None:
        self._check(node)
        if not isinstance(node, yaml.ScalarNode):
            raise self._refused(node, "A value is text, a number or a list of them.")
        return None if node.tag == NULL_TAG or not node.value else str(node.value)

    def _check(self, node: yaml.Node) -> None:
        """Refuse tags and aliases, which a data file has no use for."""
        if id(node) in self.seen:
            raise self._refused(node, "Aliases are not read here.")
        if node.tag not in KNOWN_TAGS:
            raise self._refused(node, "Tags are not read here.")
        self.seen.add(id(node))

    def _refused(self, node: yaml.Node, message: str) -> RefusedError:
        return RefusedError(Refusal(self.seed_file.name, _line(node), message))

    def _syntax_refusal(self, error: yaml.YAMLError) -> Refusal:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or "a character is not allowed"
        line = mark.line + 1 if mark else 1
        return Refusal(self.seed_file.name, line, f"Not YAML: {problem}.")


def _line(node: yaml.Node) -> int:
    return int(node.start_mark.line) + 1


def rows_by_model(
    rows: list[SeedRow],
) -> Iterator[tuple[type[CatalogRow], list[SeedRow]]]:
    """The rows of each kind, in the order of loading."""
    for model in loaded_models():
        yield model, [row for row in rows if row.model is model]


def loaded_models() -> Iterator[type[CatalogRow]]:
    """Every kind of row, what is referred to before what refers to it."""
    for seed_file in SEED_FILES:
        yield seed_file.model
        for child in seed_file.children:
            yield child.model


def file_of_models() -> dict[type[CatalogRow], str]:
    """The name of the data file in which rows of a kind are written."""
    return {
        model: seed_file.name
        for seed_file in SEED_FILES
        for model in (seed_file.model, *(child.model for child in seed_file.children))
    }
