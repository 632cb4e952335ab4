"""Full-text search: the words of a row, found by their beginnings.

Two functions of the database do the work, so that what is stored and what is asked for
are taken apart alike: accents and punctuation away, lower case, and beside the single
words each line in one piece (“gpt4o” finds “GPT-4o”). PostgreSQL's own parser is not
used: it takes “llama-3.3-70b” for a number below zero and a file name.
"""

from django.contrib.postgres.search import SearchVectorField
from django.db.models import BooleanField, F, Func, TextField, Value
from django.db.models.functions import Cast, Coalesce


class WordsOf(Func):
    """The words of several texts; each text is a line of its own."""

    function = "catalog_words"
    output_field = SearchVectorField()
    template = "catalog_words(%(expressions)s)"
    arg_joiner = " || chr(10) || "

    def __init__(self, *paths: str) -> None:
        texts = [Cast(Coalesce(F(path), Value("")), TextField()) for path in paths]
        super().__init__(*texts)


class StartingWith(Func):
    """A question for rows that have, for every word of a text, one that starts so."""

    function = "catalog_words_starting"
    output_field = SearchVectorField()

    def __init__(self, text: str) -> None:
        super().__init__(Value(text, TextField()))


class HasWords(Func):
    """Whether the words of a row are those that were asked for."""

    arg_joiner = " @@ "
    template = "(%(expressions)s)"
    output_field = BooleanField()
    conditional = True

    def __init__(self, words: F | WordsOf, text: str) -> None:
        super().__init__(words, StartingWith(text))
