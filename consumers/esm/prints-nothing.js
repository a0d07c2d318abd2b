// Importing an entry must print nothing: its output may be someone's data.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8'));
for (const name of Object.keys(dependencies).filter((one) => one.startsWith('@aver/'))) {
  const { exports } = JSON.parse(readFileSync(`node_modules/${name}/package.json`, 'utf8'));
  for (const path of Object.keys(exports).filter((one) => one !== './package.json')) {
    const entry = name + path.slice(1);
    const { status, stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', `import '${entry}'`], {
      encoding: 'utf8',
    });
    assert.deepEqual({ entry, status, stdout, stderr }, { entry, status: 0, stdout: '', stderr: '' });
  }
}
