export { expectAllClose, type Tolerance } from './expect-all-close.js';
export { createLcg, type Lcg } from './lcg.js';
export { processorTime } from './processor-time.js';
export { readmeExample } from './readme-example.js';
export { realRecordings } from './real-recordings.js';
export { redisServer } from './redis-server.js';
export { tfjsNode } from './tfjs-node.js';
