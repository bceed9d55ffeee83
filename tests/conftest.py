"""Fixtures that several test files share, and with how many examples properties are tried."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

# `steady` draws the same examples on every run, so that two runs of one version say the same; `fuzz` draws new ones.
settings.register_profile("steady", max_examples=100, derandomize=True, deadline=None, print_blob=True)
settings.register_profile(
    "fuzz", max_examples=2_000, deadline=None, print_blob=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("steady")
