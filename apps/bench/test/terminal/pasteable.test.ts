import { afterEach, expect, test, vi } from 'vitest';
import { pasteable } from '../../src/terminal/pasteable.js';
import { shellCommand } from '../../src/terminal/shell-command.js';

afterEach(() => vi.unstubAllEnvs());

test('installed, a command is what it is; in a clone it begins as the clone calls it', () => {
  const command = shellCommand(['aver-bench', 'table3', '--rows', 'MLP;CNN-2D']);
  vi.stubEnv('AVER_BENCH_COMMAND', '');
  expect(pasteable(command)).toBe("aver-bench table3 --rows 'MLP;CNN-2D'");
  vi.stubEnv('AVER_BENCH_COMMAND', 'npm run --silent aver-bench --');
  expect(pasteable(command)).toBe("npm run --silent aver-bench -- table3 --rows 'MLP;CNN-2D'");
});
