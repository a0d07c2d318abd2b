import { relative } from 'node:path';
import { shellCommand } from './shell-command.js';

/**
 * The option that finds results again, with a space before it; nothing where they lie in the folder that goes without
 * saying. Where results are kept is no part of the command that makes them.
 */
export function outOf(directory: string): string {
  const path = relative('.', directory) || '.';
  return path === 'aver-results' ? '' : ` ${shellCommand(['--out', path])}`;
}
