"""An account for /admin/, also where the server never ran: `python -m config.editor`."""

import os

import django
from django.core.management import CommandError, call_command

from config.environment import refuse
from config.serve import prepare_database


def main() -> None:
    """Prepare the database, then ask for name and password."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    prepare_database()
    try:
        call_command("createsuperuser")
    except CommandError as error:
        refuse(str(error))


if __name__ == "__main__":
    main()
