/** A random whole number from 0 to below n. */
export type Dice = (n: number) => number;

const numbers = [0, 1, 2, 7, 8, 255, 256, 32767, 65535, 2 ** 24, 2 ** 31 - 1, 2 ** 31, 2 ** 32 - 9, 2 ** 32 - 1];

/** Bytes with one to four things wrong: cut, a byte or number changed, some put in, taken out or repeated. */
export function mutatedBytes(bytes: Uint8Array, dice: Dice): Uint8Array {
  let result = Buffer.from(bytes);
  for (let left = 1 + dice(4); left > 0; left--) {
    // Headers are where the decisions are.
    const at = dice(dice(2) === 0 ? Math.min(200, result.length + 1) : result.length + 1);
    const count = 1 + dice(48);
    const kind = dice(6);
    if (kind === 0) result = result.subarray(0, at);
    else if (kind === 1 && at < result.length) result[at] = dice(256);
    else if (kind === 2 && at + 4 <= result.length) {
      const value = numbers[dice(numbers.length)];
      if (dice(2) === 0) result.writeUInt32LE(value, at);
      else result.writeUInt32BE(value, at);
    } else if (kind === 3) {
      const more = Buffer.from(Array.from({ length: count }, () => dice(256)));
      result = Buffer.concat([result.subarray(0, at), more, result.subarray(at)]);
    } else if (kind === 4) result = Buffer.concat([result.subarray(0, at), result.subarray(at + count)]);
    else result = Buffer.concat([result.subarray(0, at + count), result.subarray(at)]);
  }
  return new Uint8Array(result);
}

const values: unknown[] = [
  ...[null, true, -1, 0, 0.5, 1e9, 1e308, -1e308, 2 ** 53, '', 'x', '__proto__', '../../x', 'a:b', '\u001b[2J\n'],
  ...['<script>', 'x'.repeat(5000), [], [[]], [null], {}, { length: 1e9 }, { toString: null }, { a: { b: null } }],
];

/** JSON with one to four values replaced, taken out, repeated or moved; now and then with wrong bytes. */
export function mutatedJson(value: unknown, dice: Dice): string {
  const root = { value: structuredClone(value) };
  for (let left = 1 + dice(4); left > 0; left--) {
    let holder: Record<string, unknown> = root;
    let key = 'value';
    // Down from the top, and somewhere it stops.
    while (holder[key] && typeof holder[key] === 'object' && dice(5) > 0) {
      const keys = Object.keys(holder[key] as object);
      if (keys.length === 0) break;
      holder = holder[key] as Record<string, unknown>;
      key = keys[dice(keys.length)];
    }
    const kind = dice(4);
    if (kind === 0) delete holder[key];
    else if (kind === 1 && Array.isArray(holder)) holder.push(holder[Number(key)]);
    else if (kind === 2) holder[key] = { [key]: holder[key] };
    else holder[key] = structuredClone(values[dice(values.length)]);
  }
  const text = JSON.stringify(root.value) ?? '';
  return dice(20) > 0 ? text : Buffer.from(mutatedBytes(Buffer.from(text), dice)).toString();
}
