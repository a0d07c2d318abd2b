/** The built page in Chromium: every suite on one site and in one browser. */
import { afterAll, beforeAll, describe } from 'vitest';
import { executablePath, startSharedSite, stopSharedSite } from './shared-site.js';
import { answers } from './suites/answers.js';
import { calibration } from './suites/calibration.js';
import { failures } from './suites/failures.js';
import { firstVisit } from './suites/first-visit.js';
import { overTime } from './suites/over-time.js';
import { states } from './suites/states.js';

beforeAll(startSharedSite, 240_000);
afterAll(stopSharedSite);

describe.skipIf(!executablePath)('the page', () => {
  describe('at the first visit', firstVisit);
  describe('answers', answers);
  describe('in its states', states);
  describe('over time', overTime);
  describe('calibrated to a person', calibration);
  describe('where something fails', failures);
});
