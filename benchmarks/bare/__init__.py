"""The bare Django project to measure beside: pages of one query, and a sign-up of two statements."""
