import type { PublishedReport } from '@aver/metrics';
import { isPair, isScalar, parseDocument, visit } from 'yaml';

const score = String.raw`(\d(?:\.\d+)?)`;
const row = new RegExp(String.raw`^\s*(\S.*?)\s+${score}\s+${score}\s+${score}\s+(\d+)\s*$`);
const accuracyRow = new RegExp(String.raw`^\s*accuracy\s+${score}\s+\d+\s*$`);

/** The rows of averages, as scikit-learn calls them; before 0.20 there was one, weighted. */
const averages: Record<string, 'macro' | 'weighted'> = {
  ...{ 'macro avg': 'macro', 'weighted avg': 'weighted', 'avg / total': 'weighted' },
};

/**
 * A published report out of a text: JSON, or what scikit-learn's `classification_report` printed.
 *
 * Printed digits matter, 0.70 says more than 0.7: a number in JSON counts with the digits that stand there.
 *
 * @returns What `auditReport` takes; it checks what JSON held.
 * @throws Error that says what is wrong with the text.
 */
export function readPublishedReport(text: string): PublishedReport {
  if (!/^\s*[{[]/.test(text)) return readPrinted(text);
  JSON.parse(text);
  // YAML's parser, unlike JSON's, keeps how a number was written.
  const document = parseDocument(text);
  visit(document, {
    Scalar(_, node, path) {
      const pair = path[path.length - 1];
      const isSupport = isPair(pair) && isScalar(pair.key) && pair.key.value === 'support';
      if (typeof node.value === 'number' && !isSupport && node.source !== undefined) node.value = node.source;
    },
  });
  return document.toJS();
}

function readPrinted(text: string): PublishedReport {
  const classes: Array<PublishedReport['classes'][number]> = [];
  const report: Omit<PublishedReport, 'classes'> = {};
  for (const line of text.split(/\r?\n/)) {
    const accuracy = accuracyRow.exec(line)?.[1];
    if (accuracy !== undefined) report.accuracy = accuracy;
    const [, name, precision, recall, f1, support] = row.exec(line) ?? [];
    if (name === undefined) continue;
    const average = averages[name];
    if (average) report[average] = { precision, recall, f1 };
    // Of labels that are not all, the micro average is no accuracy.
    else if (name !== 'micro avg' && name !== 'samples avg') {
      classes.push({ name, precision, recall, f1, support: Number(support) });
    }
  }
  if (classes.length === 0) throw new Error('no line has a name, three scores and a support');
  return { classes, ...report };
}
