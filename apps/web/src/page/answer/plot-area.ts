import { hzToMel, melToHz } from '@aver/spectrogram';

/** Where the plot lies in a picture, in shares of its width and height from the top left. */
export interface PlotArea {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/** The gray picture is the plot alone; Spek's window has margins (see spekPicture in @aver/spectrogram). */
export const plotAreas: Record<'gray' | 'spek', PlotArea> = {
  gray: { left: 0, right: 1, top: 0, bottom: 1 },
  spek: { left: 60 / 616, right: 526 / 616, top: 27 / 355, bottom: 315 / 355 },
};

/** The place of a tile in words: seconds and kHz, or that it is beside the plot. */
export function describeTile(
  tile: { row: number; column: number; rows: number },
  area: PlotArea,
  sound: { seconds: number; sampleRate: number },
): string {
  const { row, column, rows } = tile;
  const across = (share: number) => Math.min(1, Math.max(0, (share - area.left) / (area.right - area.left)));
  const up = (share: number) => Math.min(1, Math.max(0, (area.bottom - share) / (area.bottom - area.top)));
  const [from, to] = [across(column / rows), across((column + 1) / rows)].map((share) => share * sound.seconds);
  const [low, high] = [up((row + 1) / rows), up(row / rows)].map((share) => (share * sound.sampleRate) / 2000);
  if (from === to || low === high) return 'a tile in the margin, where there is no sound';
  return `the tile from ${from.toFixed(1)} to ${to.toFixed(1)} s and ${low.toFixed(0)} to ${high.toFixed(0)} kHz`;
}

/** The place of a tile of a log-mel spectrogram in words. */
export function describeMelTile(
  { row, column, rows }: { row: number; column: number; rows: number },
  { seconds, fMin, fMax }: { seconds: number; fMin: number; fMax: number },
): string {
  const [from, to] = [column, column + 1].map((edge) => (edge / rows) * seconds);
  const [lowest, highest] = [hzToMel(fMin), hzToMel(fMax)];
  const [low, high] = [rows - row - 1, rows - row].map((edge) => melToHz(lowest + (edge / rows) * (highest - lowest)));
  return `the tile from ${from.toFixed(1)} to ${to.toFixed(1)} s of the picture and ${low.toFixed(0)} to ${high.toFixed(0)} Hz`;
}
