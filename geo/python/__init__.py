"""The Python door: the functions of `import geo`. What is public is listed in `geo/__init__.py`."""
