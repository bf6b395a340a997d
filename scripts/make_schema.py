"""Write rules/schema.json from the code that reads rule files."""

import json
from pathlib import Path

from healthlint.resources import rules_folder
from healthlint.rulebook.json_schema import rule_schema

if __name__ == "__main__":
    path = Path(rules_folder(), "schema.json")
    path.write_text(json.dumps(rule_schema(), indent=2, ensure_ascii=False) + "\n", "utf-8")
    print(path)
