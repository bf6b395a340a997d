"""What an article says of itself: each fact is read once, when first asked for."""
from __future__ import annotations

from healthlint.article.article import Article

__all__ = ["Article"]
