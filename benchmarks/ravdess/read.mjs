// Reads and decodes every recording of an archive, one by one or reading ahead, and prints what it took, as JSON.
// With the built package, as its users have it: a transpiler in the process costs as much again.
import { readAhead } from '../../packages/ravdess/dist/index.js';
import { listRecordings } from '../../packages/ravdess/dist/node.js';

const [path, passes, ahead] = process.argv.slice(2);
for (let pass = 0; pass < Number(passes); pass++) {
  const start = performance.now();
  const processorBefore = process.cpuUsage();
  const { recordings, close } = await listRecordings(path);
  let frames = 0;
  if (Number(ahead) > 0) {
    for (const { audio } of readAhead(recordings, { ahead: Number(ahead) })) {
      const { samples } = await audio;
      frames += samples.length;
    }
  } else {
    for (const { read } of recordings) {
      const { samples } = await read();
      frames += samples.length;
    }
  }
  await close();
  const { user, system } = process.cpuUsage(processorBefore);
  const took = { wall: (performance.now() - start) / 1000, processor: (user + system) / 1e6 };
  console.log(JSON.stringify({ ...took, frames, residentMegabytes: process.resourceUsage().maxRSS / 1024 }));
}
