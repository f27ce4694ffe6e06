/* The list of places on the page. */
import { datelineList } from "./list.js";
import { mounted } from "./mount.js";

export default mounted(datelineList);
