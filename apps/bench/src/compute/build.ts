declare const AVER_VERSION: string | undefined;
declare const AVER_INPUTS: string | undefined;

/**
 * Which code computed a result: the version and a hash of the sources, put in by tsup.config.ts, or `source` when the
 * sources run unbuilt. It is part of every trial's key, so that a result of other code is never reused.
 */
export const build: string = typeof AVER_VERSION === 'string' ? AVER_VERSION : 'source';

/**
 * Which code computed an input: a hash of the sources of the packages that make inputs, which change less often than
 * the rest, or `source`.
 */
export const inputsBuild: string = typeof AVER_INPUTS === 'string' ? AVER_INPUTS : 'source';
