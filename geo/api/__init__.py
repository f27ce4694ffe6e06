"""The HTTP door: `/api`, beside the page or as a server of its own. It never imports Streamlit."""

from geo.api.application import PATH, make_api
from geo.api.schema import openapi

__all__ = ["PATH", "make_api", "openapi"]
