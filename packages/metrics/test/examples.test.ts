import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import * as metrics from '../src/index.js';

// Every `@example` in the sources is one line, `expression // its value`, with both sides in JavaScript.
const sources = new URL('../src/', import.meta.url);
const files = readdirSync(sources, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
const evaluate = (expression: string): unknown =>
  new Function(...Object.keys(metrics), `return (${expression});`)(...Object.values(metrics));

describe('the examples of the docstrings', () => {
  const found = files.flatMap((file) => {
    const text = readFileSync(new URL(file, sources), 'utf8');
    return [...text.matchAll(/@example\n \* (.*) \/\/ (.*)\n/g)].map(([, expression, value]) => [expression, value]);
  });

  test.each(found)('%s is %s', (expression, value) => {
    expect(evaluate(expression)).toEqual(evaluate(value));
  });

  test('are one for every exported function', () => {
    const functions = Object.entries(metrics).filter(([, value]) => typeof value === 'function');
    const shown = functions.filter(([name]) => found.some(([expression]) => expression.includes(`${name}(`)));
    expect(shown.map(([name]) => name)).toEqual(functions.map(([name]) => name));
  });
});
