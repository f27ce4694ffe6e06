/* Whether the window is narrow: the text is then the page's own scroll, and a chosen place comes up from below. */
import tokens from "./tokens.json" with { type: "json" };

const page = window.frameElement?.ownerDocument.defaultView ?? window; // the map has a frame of its own

export const narrow = page.matchMedia(tokens.media.narrow);
