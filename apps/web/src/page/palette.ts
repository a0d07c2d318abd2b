/** Colours of the spectrograms from quiet to loud, over which the others are interpolated. */
const stops = [
  [14, 21, 24],
  [22, 50, 74],
  [24, 98, 110],
  [84, 172, 148],
  [243, 181, 98],
  [255, 244, 222],
];

/** 256 colours, red, green, blue and opacity of each: what ImageData holds. */
export const palette: Uint8ClampedArray = Uint8ClampedArray.from({ length: 4 * 256 }, (_, i) => {
  const place = (Math.floor(i / 4) / 255) * (stops.length - 1);
  const low = Math.min(stops.length - 2, Math.floor(place));
  const from = stops[low][i % 4];
  const to = stops[low + 1][i % 4];
  return i % 4 === 3 ? 255 : from + (place - low) * (to - from);
});
