"""What rules do: each check is a function ``(rule, article) -> findings`` under a name that rule files use."""
