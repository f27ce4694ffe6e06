"""The page, as `streamlit run app.py` opens it. `dateline serve` opens the same page from anywhere."""

from pathlib import Path

from geo.page.main import main
from geo.page.own_address import never_ask
from geo.page.warm_up import install

never_ask()
install(Path(__file__).resolve().parent / "static")  # where Streamlit serves the map's files from
main()
