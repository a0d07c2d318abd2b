/** Named shares as bars of text, one line each. */
export function bars(shares: ReadonlyArray<{ label: string; share: number }>, width = 30): string {
  const longest = Math.max(...shares.map(({ label }) => label.length));
  return shares
    .map(({ label, share }) => {
      const filled = '█'.repeat(Math.round(share * width)).padEnd(width, '·');
      return `${label.padEnd(longest)}  ${filled}  ${share.toFixed(2)}`;
    })
    .join('\n');
}

/** A gray picture as text: darker where it is brighter, five shades, a character for each pixel; faint ones are raised. */
export function shades({ data, shape: [height, width] }: { data: ArrayLike<number>; shape: number[] }): string {
  const ink = ' ░▒▓█';
  return Array.from({ length: height }, (_, row) =>
    Array.from({ length: width }, (_, column) => ink[Math.floor(Math.sqrt(data[row * width + column] / 256) * 5)])
      .join('')
      .trimEnd(),
  ).join('\n');
}
