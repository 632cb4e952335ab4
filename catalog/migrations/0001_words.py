"""The database's own functions for words, which a column of the first tables uses."""

from django.db import migrations

# What a text is taken apart into for the search, and a question about it alike:
# see catalog/words.py.
CREATE = r"""
-- Bodies of the SQL standard are bound when they are made, so that they work under any
-- search path: that of an index build or of a restored dump, too.
CREATE FUNCTION catalog_plain(line text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
-- The dots of a version stay, so that 3 finds 3.3 and 3.3 does not find 3.1.
RETURN btrim(regexp_replace(
    regexp_replace(lower(normalize(line, NFKD)), '[\u0300-\u036f]+', '', 'g'),
    '(?<![0-9])\.|\.(?![0-9])|[\u0001-\u002d\u002f\u003a-\u0040\u005b-\u0060'
    '\u007b-\u00bf\u2000-\u206f\u3000-\u303f]+',
    ' ', 'g'
));

CREATE FUNCTION catalog_words(texts text) RETURNS tsvector
LANGUAGE sql IMMUTABLE PARALLEL SAFE
BEGIN ATOMIC
    WITH line AS (
        SELECT catalog_plain(one) AS words
        FROM unnest(string_to_array(texts, chr(10))) AS one
    )
    SELECT coalesce(array_to_tsvector(array_agg(DISTINCT left(word, 200))), ''::tsvector)
    FROM (
        SELECT unnest(string_to_array(words, ' ')) AS word FROM line
        UNION
        SELECT replace(words, ' ', '') FROM line
    ) AS found
    WHERE word <> '';
END;

CREATE FUNCTION catalog_words_starting(asked text) RETURNS tsquery
LANGUAGE sql IMMUTABLE PARALLEL SAFE
BEGIN ATOMIC
    SELECT coalesce(
        string_agg(DISTINCT '''' || left(word, 200) || ''':*', ' & '), ''
    )::tsquery
    FROM unnest(string_to_array(catalog_plain(asked), ' ')) AS word
    WHERE word <> '';
END;
"""
DROP = """
DROP FUNCTION catalog_words_starting(text);
DROP FUNCTION catalog_words(text);
DROP FUNCTION catalog_plain(text);
"""


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [migrations.RunSQL(CREATE, DROP)]
