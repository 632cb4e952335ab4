"""What must hold between the facts of the catalog, and which rows break it.

The database refuses what one row can show to be nonsense. These rules see further:
they compare rows with each other and with today. They are asked by `manage.py
check_catalog`, before an import is applied and by the editors' start page.
"""

from catalog.integrity.checking import RULES, broken_rules
from catalog.integrity.rules import Broken, Rule

__all__ = ["RULES", "Broken", "Rule", "broken_rules"]
