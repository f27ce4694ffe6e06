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
a service to ask for names that its own list of places does not have. Street maps are off until you
switch them on; their server then sees which part of the world you look at.

It is often right and sometimes not. "Why here?" beside a place gives the reasons, and lets you put it
right; what you decide is kept on this machine.

**Sources**

- Places and their names: [GeoNames](https://www.geonames.org), Creative Commons Attribution 4.0.
- The world map: [Natural Earth](https://www.naturalearthdata.com), public domain.
  Borders follow the source; Crimea is shown as part of Ukraine, as in the UN General Assembly's
  resolution 68/262.
- Street maps, when switched on: © [OpenStreetMap](https://www.openstreetmap.org/copyright)
  contributors, ODbL.
- [Leaflet](https://leafletjs.com) draws the map (BSD 2-Clause), with Folium and streamlit-folium.

The file NOTICE, which comes with the program, names every source and its licence.
"""


@st.dialog("About Dateline", width="medium")
def about() -> None:
    """The dialog behind "About"."""
    st.markdown(ABOUT)


def footer() -> None:
    """The sources' credit at the end of the page."""
    st.caption(CREDIT)
