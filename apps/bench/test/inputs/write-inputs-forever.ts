/** A process that writes tables to the path it is given, one after the other, until it is killed. */
import { writeInputs } from '../../src/inputs/input-cache.js';
import { bigInputs } from './big-inputs.js';

for (let i = 0; ; i++) {
  await writeInputs(process.argv[2], bigInputs[i % 2]);
  if (i === 0) process.send?.('written once');
}
