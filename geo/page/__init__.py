"""The page. The only folder that imports streamlit; `app.py` puts its parts together."""
