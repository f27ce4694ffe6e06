"""What Streamlit runs for each visitor where the page comes out of the installed package."""

from geo.page.main import main

main()
