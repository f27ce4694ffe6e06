/* The timeline on the page. */
import { mounted } from "./mount.js";
import { datelineTimeline } from "./timeline.js";

export default mounted(datelineTimeline);
