/** Red, green and blue from 0 to 255. */
export type Rgb = [red: number, green: number, blue: number];

/**
 * The palette 'spectrum' of Spek 0.8.2: black, blue, cyan, green, yellow, red.
 *
 * @param level From 0 (silence) to 1, which is black again: no branch of the palette holds there.
 */
export function spekPalette(level: number): Rgb {
  const l = 0.6625 * level;
  let red = 0;
  let green = 0;
  let blue = 0;
  if (l < 0.15) {
    red = (0.15 - l) / 0.225;
    blue = 1;
  } else if (l < 0.275) {
    green = (l - 0.15) / 0.125;
    blue = 1;
  } else if (l < 0.325) {
    green = 1;
    blue = (0.325 - l) / 0.05;
  } else if (l < 0.5) {
    red = (l - 0.325) / 0.175;
    green = 1;
  } else if (l < 0.6625) {
    red = 1;
    green = (0.6625 - l) / 0.1625;
  }
  const brightness = l < 0.1 ? l / 0.1 : 1;
  return [byte(brightness * red), byte(brightness * green), byte(brightness * blue)];
}

function byte(share: number): number {
  return Math.floor(255 * share + 0.5);
}

/** Gray of a colour under the gamma of 1 / 2.2 that the pictures' files carry, in steps of 8 bits. */
export function spekGray([red, green, blue]: Rgb): number {
  if (red === green && green === blue) return red;
  return fromLinear[(9798 * toLinear[red] + 19235 * toLinear[green] + 3735 * toLinear[blue] + 16384) >> 15];
}

const toLinear = /* @__PURE__ */ raisedBytes(2.2);
const fromLinear = /* @__PURE__ */ raisedBytes(1 / 2.2);

function raisedBytes(power: number): Uint8Array {
  return Uint8Array.from({ length: 256 }, (_, byte) => Math.round(255 * (byte / 255) ** power));
}
