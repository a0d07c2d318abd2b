declare const AVER_VERSION: string | undefined;

/**
 * Which code computed a result: the version and a hash of the sources, put in by tsup.config.ts, or `source` when the
 * sources run unbuilt. It is part of every key, so that a result or a cached input of other code is never reused.
 */
export const build: string = typeof AVER_VERSION === 'string' ? AVER_VERSION : 'source';
