import envPaths from 'env-paths';

/** Where computed inputs and fetched archives are kept: the platform's cache folder, or AVER_CACHE. */
export function cacheDirectory(): string {
  return process.env.AVER_CACHE || envPaths('aver', { suffix: '' }).cache;
}
