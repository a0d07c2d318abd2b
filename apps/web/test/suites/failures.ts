import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest';
import { close, expectNothingThrown, fails, goOn, says, small, writeVoice } from '../shared-site.js';

/** What lies outside the page: a microphone, a worker that breaks off. */
export function failures(): void {
  let page: Page;
  beforeEach(async () => {
    page = await goOn(page);
  });
  afterEach(expectNothingThrown);
  afterAll(() => close(page));

  test.each([
    ['NotAllowedError', 'The microphone was not allowed.'],
    ['NotFoundError', 'There is no microphone here.'],
    ['NotReadableError', 'The microphone is in use by another program.'],
  ])('says what to do at %s, and can be asked again', async (name, message) => {
    await page.evaluate((denied) => {
      navigator.mediaDevices.getUserMedia = async () => {
        throw new DOMException('', denied);
      };
    }, name);
    await page.click('#record');
    await fails(page, message);
    expect(await page.textContent('#record')).toBe('Record');
    expect(await page.isEnabled('#record')).toBe(true);
    await page.setInputFiles('#files', await writeVoice('sad', 20));
    await says(page, 'Your emotion');
  });

  test('starts another worker in place of one that broke off, with the same model', async () => {
    await page.setInputFiles('#files', await writeVoice('sad', 20));
    await says(page, 'Your emotion');
    const [worker] = page.workers();
    await worker.evaluate(() => {
      setTimeout(() => {
        throw new Error('out of memory');
      });
    });
    await fails(
      page,
      `out of memory.\nIt was started again, with ${small.features}; what you gave must be given again.`,
    );
    expect(await page.isHidden('#answer')).toBe(true);
    await page.setInputFiles('#files', await writeVoice('happy', 20));
    await says(page, 'Your emotion');
    expect(page.workers()).not.toContain(worker);
  });
}
