"""Refuse, in the database, a score outside its benchmark's range, or that is no number."""

from django.db import migrations

CREATE = """
CREATE FUNCTION catalog_check_score_range() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM catalog_benchmark
        WHERE id = NEW.benchmark_id
        AND (NEW.value < minimum OR NEW.value > maximum OR NEW.value = 'NaN')
    ) THEN
        RAISE EXCEPTION 'The score % is outside its benchmark''s range.', NEW.value
        USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER catalog_score_in_range
BEFORE INSERT OR UPDATE ON catalog_benchmarkscore
FOR EACH ROW EXECUTE FUNCTION catalog_check_score_range();

CREATE FUNCTION catalog_check_benchmark_range() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM catalog_benchmarkscore
        WHERE benchmark_id = NEW.id
        AND (value < NEW.minimum OR value > NEW.maximum)
    ) THEN
        RAISE EXCEPTION 'A score is outside the new range of %.', NEW.slug
        USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER catalog_benchmark_covers_scores
BEFORE UPDATE OF minimum, maximum ON catalog_benchmark
FOR EACH ROW EXECUTE FUNCTION catalog_check_benchmark_range();
"""

DROP = """
DROP TRIGGER catalog_benchmark_covers_scores ON catalog_benchmark;
DROP FUNCTION catalog_check_benchmark_range();
DROP TRIGGER catalog_score_in_range ON catalog_benchmarkscore;
DROP FUNCTION catalog_check_score_range();
"""


class Migration(migrations.Migration):
    dependencies = [("catalog", "0002_initial")]

    operations = [migrations.RunSQL(CREATE, DROP)]
