"""The ear: training pipeline of the app's own small text encoder (see README.md beside this package)."""
