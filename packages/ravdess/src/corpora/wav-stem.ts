import { badFilename, quoted } from '../naming/bad-filename.js';

/**
 * A WAV file's name without folders and ending.
 *
 * @param path A name or path, with / or \; the ending `.wav` in any case, or no ending.
 * @returns `base`: the name; `stem`: without its ending; `folders`: the folders around it, outermost first.
 * @throws RavdessError (`BAD_FILENAME`) when it is no string or has another ending.
 */
export function wavStem(path: string): { base: string; stem: string; folders: string[] } {
  if (typeof path !== 'string') throw badFilename(path, 'name', 'a string', path === null ? 'null' : typeof path);
  const parts = path.split(/[/\\]/);
  const base = parts.pop() as string;
  const dot = base.lastIndexOf('.');
  if (dot >= 0 && base.slice(dot).toLowerCase() !== '.wav') {
    throw badFilename(base, 'extension', '.wav', quoted(base.slice(dot)));
  }
  return { base, stem: dot < 0 ? base : base.slice(0, dot), folders: parts };
}
