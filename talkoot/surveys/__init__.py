"""Feedback: forms, waves, answers, and results that cannot give a person away."""
