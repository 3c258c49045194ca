"""Folds over all areas: clause standing, coverage. Pure."""
