export { chromium } from './chromium.js';
export { openChromium, runInChromium } from './run-in-chromium.js';
