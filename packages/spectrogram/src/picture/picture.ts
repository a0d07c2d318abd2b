/** An 8-bit picture, row after row from the top. */
export interface Picture {
  data: Uint8Array;
  /** [height, width] in gray; [height, width, channels] with 2 (gray, alpha), 3 (red, green, blue) or 4 (and alpha). */
  shape: [height: number, width: number] | [height: number, width: number, channels: number];
}

/** A picture in gray. */
export interface GrayPicture extends Picture {
  shape: [height: number, width: number];
}

/** A picture in red, green and blue. */
export interface ColourPicture extends Picture {
  shape: [height: number, width: number, channels: 3];
}
