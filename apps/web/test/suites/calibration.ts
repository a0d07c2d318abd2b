import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { close, findings, open, says } from '../shared-site.js';

/** The shipped model learns how a person sounds; what it learned stays on this device. */
export function calibration(): void {
  let page: Page;
  beforeAll(async () => {
    page = await open({ query: '' });
  });
  afterAll(() => close(page));

  const kept = () => page.evaluate(() => localStorage.getItem('aver:calibration'));
  const told = (text: string | RegExp) => page.locator('#calibration-status').filter({ hasText: text }).waitFor();
  /** Lets so much be heard before the next press. */
  const speak = (seconds: number) =>
    page.evaluate((wait) => new Promise((resolve) => setTimeout(resolve, wait)), 1000 * seconds);

  test('keeps nothing where it is cancelled', async () => {
    await page.click('#calibrate');
    await page.locator('#calibrate').filter({ hasText: 'Next sentence' }).waitFor();
    await page.click('#calibration-cancel');
    await told('Cancelled: nothing was kept.');
    expect(await kept()).toBeNull();
  });

  test('learns from five sentences, says what that changed, and keeps numbers alone', async () => {
    await page.click('#calibrate');
    for (let sentence = 1; sentence <= 5; sentence++) {
      await page
        .locator('#calibrate')
        .filter({ hasText: sentence < 5 ? 'Next sentence' : 'Done' })
        .waitFor();
      expect(await page.textContent('#calibration-sentence')).toMatch(/^“.*\.”$/);
      await speak(1.3);
      await page.click('#calibrate');
      await page.waitForFunction(() => document.querySelector<HTMLButtonElement>('#calibrate')?.disabled !== true);
    }
    await told(/^Calibrated to you\. Of your 5 sentences, \d gets? another answer than before\./);
    expect(await page.locator('#calibration-changes tbody tr').count()).toBe(5);
    expect(await page.textContent('#model-facts')).toContain('you, as it was calibrated');
    expect(await findings(page)).toEqual([]);
    const { recordings, usual, mean } = JSON.parse((await kept()) ?? '{}');
    expect({ recordings, usual, values: mean.length }).toEqual({ recordings: 5, usual: true, values: 859 });
  });

  test('is in use at the next visit, until it is deleted', async () => {
    await page.reload();
    await says(page, 'Ready.');
    await told('In use: the calibration that is kept on this device.');
    expect(await page.textContent('#model-facts')).toContain('you, as it was calibrated');
    await page.click('#calibration-delete');
    await told('Deleted: the model is asked about nobody in particular.');
    expect(await kept()).toBeNull();
    expect(await page.textContent('#model-facts')).toContain('nobody in particular');
  });
}
