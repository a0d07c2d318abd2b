// node audit-a-report.js [REPORT.json]
// Numbers are given as they are printed, as strings: "0.70" says that two digits are known.
import { readFileSync } from 'node:fs';
import { auditReport } from '@aver/metrics';

const report = JSON.parse(readFileSync(process.argv[2] ?? 'report.json', 'utf8'));
const { possible, samples, totals, contradictions, misprints } = auditReport(report);

if (possible) {
  console.log(`Possible: ${totals.join(' or ')} of ${samples} right.`);
} else {
  console.log('Not possible with whole numbers of samples:');
  for (const { cell, printed, reason } of contradictions) console.log(`- ${cell} = ${printed}: ${reason}`);
  console.log(`${misprints.length} smallest ${misprints.length === 1 ? 'set' : 'sets'} of misprints would explain it.`);
}
