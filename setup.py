"""What pyproject.toml cannot say: two folders lie beside the package and ship inside it.

Everything else about the package stands in pyproject.toml.
"""

from setuptools import find_namespace_packages, setup

BESIDE = {"geo.seeds": "seeds", "geo.streamlit": ".streamlit"}
"""Package inside the wheel -> folder of the project; `geo.settings.shipped` finds either."""

setup(packages=[*find_namespace_packages(include=["geo", "geo.*"]), *BESIDE], package_dir=BESIDE)
