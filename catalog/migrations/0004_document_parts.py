"""Keep what the decision document says of each model, and note whose rows were written."""

import django.contrib.postgres.fields
from django.db import migrations, models


# Whose parts a written row belongs to: `changed` holds the rows of one statement.
OWNERS = {
    "languagemodel": "SELECT id FROM changed",
    "modelfact": "SELECT model_id FROM changed",
    "benchmarkscore": "SELECT model_id FROM changed",
    "offering": "SELECT model_id FROM changed",
    "price": """SELECT offering.model_id FROM changed
        JOIN catalog_offering AS offering ON offering.id = changed.offering_id""",
}
EVENTS = {
    "added": "INSERT ON catalog_{table} REFERENCING NEW TABLE",
    "changed": "UPDATE ON catalog_{table} REFERENCING NEW TABLE",
    "was": "UPDATE ON catalog_{table} REFERENCING OLD TABLE",
    "deleted": "DELETE ON catalog_{table} REFERENCING OLD TABLE",
}
# What parts of many models say of a row in another table: its name, its kind.
NAMED = {
    "source": "OLD.slug <> NEW.slug OR OLD.kind <> NEW.kind",
    "benchmark": "OLD.slug <> NEW.slug",
    "deploymentoption": "OLD.slug <> NEW.slug",
    "license": "OLD.slug <> NEW.slug",
}
NOTE = "INSERT INTO catalog_stalepart (model_id)"


def function(name: str, statement: str) -> str:
    return f"""
        CREATE FUNCTION catalog_note_{name}() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            {statement};
            RETURN NULL;
        END $$;"""


def trigger(name: str, table: str, event: str, called: str) -> str:
    return f"""
        CREATE TRIGGER catalog_note_{name} AFTER {event.format(table=table)} AS changed
        FOR EACH STATEMENT EXECUTE FUNCTION catalog_note_{called}();"""


def row_trigger(table: str, condition: str, called: str) -> str:
    return f"""
        CREATE TRIGGER catalog_note_names AFTER UPDATE ON catalog_{table}
        FOR EACH ROW WHEN ({condition}) EXECUTE FUNCTION catalog_note_{called}();"""


CREATE = [
    *(
        function(table, f"{NOTE} SELECT DISTINCT owner.* FROM ({owners}) AS owner")
        for table, owners in OWNERS.items()
    ),
    *(
        trigger(name, table, event, table)
        for table in OWNERS
        for name, event in EVENTS.items()
    ),
    function("all", f"{NOTE} SELECT id FROM catalog_languagemodel"),
    function(
        "maker",
        f"{NOTE} SELECT id FROM catalog_languagemodel WHERE maker_id = NEW.id",
    ),
    *(row_trigger(table, condition, "all") for table, condition in NAMED.items()),
    row_trigger("provider", "OLD IS DISTINCT FROM NEW", "maker"),
]
DROP = [
    *(f"DROP FUNCTION catalog_note_{table}() CASCADE;" for table in OWNERS),
    "DROP FUNCTION catalog_note_all() CASCADE;",
    "DROP FUNCTION catalog_note_maker() CASCADE;",
]


class Migration(migrations.Migration):
    dependencies = [("catalog", "0003_score_range")]

    operations = [migrations.RunSQL("".join(CREATE), "".join(DROP))]
