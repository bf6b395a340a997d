"""Optional grammar backends."""
