"""An OpenID Connect provider in a process of its own, for tests only."""
