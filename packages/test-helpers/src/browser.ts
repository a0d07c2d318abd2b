export { chromium } from './chromium.js';
export { runInChromium } from './run-in-chromium.js';
