"""Readers of plan documents: one layout family each."""
