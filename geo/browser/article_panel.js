/* The text panel on the page. */
import { datelineArticle } from "./article.js";
import { mounted } from "./mount.js";

export default mounted(datelineArticle);
