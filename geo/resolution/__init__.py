"""Resolution: which place each mention means, how sure, and why."""

from __future__ import annotations

from geo.resolution.resolver import Resolver

__all__ = ["Resolver"]
