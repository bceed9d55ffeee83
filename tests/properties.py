"""How many examples a property gets that needs more of them than others, or takes longer over each."""

from __future__ import annotations

from hypothesis import HealthCheck, settings


def examples(share: float = 1.0, *suppressed: HealthCheck) -> settings:
    """Settings with a share of the examples of the profile in use: 0.5 is 50 of `steady`'s 100, and 1,000 of `fuzz`'s 2,000.

    A health check that a test suppresses stays suppressed where its profile suppresses others.
    """
    profile = settings.default
    checks = [*profile.suppress_health_check, *suppressed]
    return settings(max_examples=round(profile.max_examples * share), suppress_health_check=checks)
