"""Property tests on machines of any speed: how long an example takes says nothing about whether it holds."""

from hypothesis import HealthCheck, settings

settings.register_profile("any_speed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any_speed")
