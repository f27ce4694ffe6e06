/* The page as a whole, as Streamlit mounts it. */
import { mounted } from "./mount.js";
import { datelinePage } from "./page.js";

export default mounted(datelinePage);
