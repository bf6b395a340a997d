"""How fast healthlint is, how much memory it takes, and how both grow, as ratios measured in one run."""
