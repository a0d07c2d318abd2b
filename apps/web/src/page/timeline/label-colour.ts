/** Hues for labels that the style sheet does not know. */
const hues = [205, 20, 145, 280, 45, 330, 95, 240];

/** The colour of a label, the same wherever it is shown: that of the style sheet, else one by its place. */
export function labelColour(label: string, place: number): string {
  const own = getComputedStyle(document.documentElement).getPropertyValue(`--${label.replace(/\W/g, '-')}`);
  return own || `hsl(${hues[place % hues.length]} 50% 50%)`;
}
