"""What the list of models shows of each, worked out beforehand: derived, no facts."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Func

from catalog.fields import StoredField
from catalog.models.base import unique


def derived_from(model: str) -> models.ForeignKey:
    """The row that a figure was taken from.

    Every change of the catalog works the summaries out again before it ends, so
    neither Django nor the database need follow what is deleted.
    """
    return models.ForeignKey(
        model,
        models.DO_NOTHING,
        null=True,
        db_constraint=False,
        db_index=False,
        related_name="+",
    )


class ModelSummary(models.Model):
    """The figures in use of one model, from one day until another.

    A price that begins next month is known already: it begins a row of its own, so
    that the list is right on every day without a write. `catalog.summaries` fills
    the table; only rows from the day of the last change on are exact.
    """

    model = models.ForeignKey(
        "catalog.LanguageModel",
        models.DO_NOTHING,
        db_constraint=False,
        related_name="+",
    )
    first_day = models.DateField()
    until = models.DateField(null=True)  # the day after the last; NULL while open
    slug = models.CharField(max_length=80, db_collation="C")
    # In lower case and in the order of the characters, alike in every database.
    sort_name = models.CharField(max_length=120, db_collation="C")
    # As the model has them, so that the list need not read it to leave it out.
    entry = models.CharField(max_length=20)
    weights = models.CharField(max_length=20)
    status = models.CharField(max_length=20)
    searched = models.TextField()  # one name a line
    words = StoredField(
        expression=Func(F("searched"), function="catalog_words"),
        output_field=SearchVectorField(),
        db_persist=True,
    )
    context = models.BigIntegerField(null=True)
    context_fact = derived_from("catalog.ModelFact")
    params_b = models.DecimalField(max_digits=20, decimal_places=4, null=True)
    params_fact = derived_from("catalog.ModelFact")
    released_on = models.DateField(null=True)  # the first day of a month or year
    release_fact = derived_from("catalog.ModelFact")
    retires_on = models.DateField(null=True)
    rating = models.DecimalField(max_digits=12, decimal_places=4, null=True)
    rating_score = derived_from("catalog.BenchmarkScore")
    price = derived_from("catalog.Price")  # the lowest that is in force
    blended = models.DecimalField(max_digits=14, decimal_places=8, null=True)
    kinds = ArrayField(models.CharField(max_length=20))  # of ways to run it
    last_checked = models.DateField(null=True)

    class Meta:
        default_permissions = ()  # derived: nobody edits it
        ordering = ["sort_name", "slug", "first_day"]
        verbose_name = "model summary"
        verbose_name_plural = "model summaries"
        constraints = [unique("modelsummary", "model", "first_day")]
        indexes = [GinIndex(fields=["words"], name="modelsummary_words")]

    def __str__(self) -> str:
        return f"{self.slug} from {self.first_day}"
