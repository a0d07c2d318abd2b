import { badFilename, quoted } from './bad-filename.js';
import { brokenDesignRule } from './broken-design-rule.js';
import { type FilenameField, filenameCodes, filenameFields } from './filename-codes.js';
import type { RecordingFields } from './recording-fields.js';

/**
 * What a RAVDESS name says about its recording.
 *
 * Takes a base name or a path (with / or \), with the ending `.wav` in any case or without an ending. The official
 * videos' `.mp4` is taken too where the modality has a picture. A name counts as good when the corpus's design has
 * such a recording, whether or not it was published: the songs of actor 18 parse; strong neutral, sung disgust and
 * sung surprise do not.
 *
 * @param name A file's name or path.
 * @returns All seven fields.
 * @throws RavdessError (`BAD_FILENAME`) whose `field`, `expected` and `received` say what is wrong; a value that is
 * not a string is a bad name too.
 * @see RAVDESS, file naming convention (https://zenodo.org/records/1188976).
 *
 * @example
 * parseFilename('03-01-03-01-01-01-20.wav').emotion; // 'happy'
 */
export function parseFilename(name: string): RecordingFields {
  if (typeof name !== 'string') {
    throw badFilename(name, 'name', 'a string', name === null ? 'null' : typeof name);
  }
  const base = name.slice(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
  const dot = base.lastIndexOf('.');
  const extension = dot < 0 ? '' : base.slice(dot).toLowerCase();
  if (extension !== '' && extension !== '.wav' && extension !== '.mp4') {
    throw badFilename(name, 'extension', '.wav', quoted(base.slice(dot)));
  }
  const parts = (dot < 0 ? base : base.slice(0, dot)).split('-');
  if (parts.length !== filenameFields.length) {
    const received = `${parts.length} field${parts.length === 1 ? '' : 's'}`;
    throw badFilename(name, 'name', 'seven two-digit fields joined by hyphens', received);
  }
  const entries = filenameFields.map((field, index) => [field, fieldValue(name, field, parts[index])]);
  const fields: RecordingFields = Object.fromEntries(entries);
  const broken = brokenDesignRule(fields);
  if (broken) {
    throw badFilename(name, broken.field, broken.expected, quoted(parts[filenameFields.indexOf(broken.field)]));
  }
  if (extension === '.mp4' && fields.modality === 'audio-only') {
    throw badFilename(name, 'extension', '.wav, since audio-only recordings have no picture', quoted(base.slice(dot)));
  }
  return fields;
}

function fieldValue(name: string, field: FilenameField, code: string): string | number {
  const values: readonly (string | number)[] = filenameCodes[field];
  const index = /^\d\d$/.test(code) ? Number(code) - 1 : -1;
  if (index < 0 || index >= values.length) throw badFilename(name, field, codesInWords(values), quoted(code));
  return values[index];
}

/** Such as `01 (speech) or 02 (song)`, or `01 to 24` where the value is the code's own number. */
function codesInWords(values: readonly (string | number)[]): string {
  const codes = values.map((_, index) => String(index + 1).padStart(2, '0'));
  if (typeof values[0] === 'number') return `${codes[0]} ${values.length === 2 ? 'or' : 'to'} ${codes.at(-1)}`;
  const named = codes.map((code, index) => `${code} (${values[index]})`);
  return `${named.slice(0, -1).join(', ')} or ${named.at(-1)}`;
}
