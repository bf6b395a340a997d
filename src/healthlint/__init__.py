"""healthlint reads a health article as a careful medical editor does and reports what to mend."""
from __future__ import annotations

__version__ = "0.1.0"
