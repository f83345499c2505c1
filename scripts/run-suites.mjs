// Builds and runs the test suites, prints each one's count and at the end `N passed, N failed`. Called by scripts/test.
// A suite that cannot run (its build fails, no browser, no test found) counts as one failure, with the reason; the others
// go on.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync } from 'node:fs';

const results = 'build/test-results'; // the reporters' files, for the counts
const limit = 30 * 60_000; // milliseconds that one suite or build may take

/** A suite that could not run, or a run whose count cannot be had. */
class CannotRun extends Error {}

/** Runs a command with its output on the terminal; returns its exit code, or why there is none. */
function run(command, args, env = {}) {
  const { status, signal, error } = spawnSync(command, args, {
    stdio: 'inherit',
    timeout: limit,
    env: { ...process.env, ...env },
  });
  if (error) throw new CannotRun(`${command}: ${error.message}`);
  return status ?? signal;
}

const built = new Map();
/** scripts/build PART, once, whoever needs it. */
function needs(...parts) {
  for (const part of parts) {
    if (!built.has(part)) built.set(part, run('scripts/build', [part]) === 0);
    if (!built.get(part)) throw new CannotRun(`the build failed: scripts/build ${part}`);
  }
}

/** The counts of a run, with one more failure if the exit code speaks of one that no count shows (a crash, say). */
function counts(passed, failed, code) {
  if (passed + failed === 0) throw new CannotRun('no test found');
  if (code !== 0 && failed === 0) return { passed, failed: 1, reason: `ended with ${code}` };
  return { passed, failed };
}

/** The text of a report that the run just wrote. */
function report(file, code) {
  if (!existsSync(file)) throw new CannotRun(`no report was written, it ended with ${code}`);
  return readFileSync(file, 'utf8');
}

/** The number after `pattern` in a report. */
function number(text, pattern, code) {
  const match = pattern.exec(text);
  if (!match) throw new CannotRun(`its report breaks off, it ended with ${code}`);
  return Number(match[1]);
}

/** A check that either holds or not. */
const check = (command) => () => {
  const ok = run(command, []) === 0;
  return { passed: ok ? 1 : 0, failed: ok ? 0 : 1 };
};

/** Catch2 test cases of a program in build/native that scripts/build PART makes. */
const catch2 = (part, name, env) => () => {
  needs(part);
  const program = `build/native/${name}`;
  if (!existsSync(program)) throw new CannotRun('no test found');
  const file = `${results}/${name}.xml`;
  const code = run(program, ['--reporter', 'console', '--reporter', `xml::out=${file}`], env);
  const total = /<OverallResultsCases successes="\d+" failures="\d+".*$/m.exec(report(file, code))?.[0] ?? '';
  return counts(number(total, /successes="(\d+)"/, code), number(total, /failures="(\d+)"/, code), code);
};

/** node --test over the files of a folder whose name `wanted` accepts. */
const nodeTests = (parts, folder, wanted) => () => {
  needs(...parts);
  const files = existsSync(folder) ? readdirSync(folder).filter((f) => f.endsWith('.test.mjs') && wanted(f)) : [];
  if (files.length === 0) throw new CannotRun('no test found');
  const file = `${results}/node.tap`;
  rmSync(file, { force: true });
  const reporters = ['spec', 'stdout', 'tap', file].map((to, i) => (i % 2 ? '--test-reporter-destination=' : '--test-reporter=') + to);
  const code = run('node', ['--test', ...reporters, ...files.map((f) => `${folder}/${f}`)]);
  const tap = report(file, code);
  const count = (what) => number(tap, new RegExp(`^# ${what} (\\d+)$`, 'm'), code);
  return counts(count('pass'), count('fail') + count('cancelled'), code);
};

/** The browser tests, tests/web/*.spec.js, in one browser. */
const playwright = (project) => () => {
  needs('wasm', 'native', 'page');
  const file = `${results}/${project}.json`;
  const code = run('node_modules/.bin/playwright', ['test', `--project=${project}`, '--reporter=list,json'], {
    PLAYWRIGHT_JSON_OUTPUT_FILE: file,
  });
  const { stats, errors } = JSON.parse(report(file, code));
  if (stats.skipped) console.log(`(${stats.skipped} skipped in ${project})`);
  const failed = stats.unexpected + stats.flaky;
  if (stats.expected + failed === 0 && errors.length > 0) throw new CannotRun(errors[0].message.split('\n')[0]);
  return counts(stats.expected, failed, code);
};

const isWasm = (file) => file.startsWith('wasm');
const suites = [
  { part: 'native', name: 'layers', test: check('scripts/check-layers') },
  { part: 'native', name: 'native', test: catch2('native', 'nonlin-tests') },
  { part: 'sanitize', name: 'sanitizers', test: catch2('sanitized', 'nonlin-tests-sanitized', { NONLIN_PROGRAM: 'build/native/nonlin-sanitized', UBSAN_OPTIONS: 'print_stacktrace=1' }) },
  { part: 'wasm', name: 'WebAssembly', test: nodeTests(['wasm', 'wasm-scalar', 'native'], 'tests/web', isWasm) },
  { part: 'builds', name: 'equal bits', test: nodeTests(['wasm', 'wasm-scalar', 'native', 'builds'], 'tests/builds', () => true) },
  { part: 'page', name: 'types', test: check('scripts/check-types') },
  { part: 'page', name: 'page units', test: nodeTests(['wasm', 'native', 'page'], 'tests/web', (file) => !isWasm(file)) },
  { part: 'page', name: 'Chromium', test: playwright('chromium') },
  { part: 'page', name: 'Firefox', test: playwright('firefox') },
];

const part = process.argv[2];
const parts = [...new Set(suites.map((suite) => suite.part))];
if (part !== undefined && !parts.includes(part)) {
  console.error(`scripts/test: ${part} is not a part; allowed: ${parts.join(', ')}`);
  process.exit(2);
}

rmSync(results, { recursive: true, force: true });
mkdirSync(results, { recursive: true });
const rows = [];
if (process.env.NONLIN_SETUP === 'failed') rows.push({ name: 'setup', passed: 0, failed: 1, reason: 'see its message above' });
for (const { name, test } of suites.filter((suite) => part === undefined || suite.part === part)) {
  console.log(`\n== ${name}`);
  const start = performance.now();
  let outcome;
  try {
    outcome = test();
  } catch (error) {
    // A report that cannot be read is a suite that did not run, too.
    outcome = { passed: 0, failed: 1, reason: error.message };
  }
  rows.push({ name, seconds: (performance.now() - start) / 1000, ...outcome });
}

console.log('');
for (const { name, passed, failed, seconds, reason } of rows) {
  const time = seconds === undefined ? '' : `${seconds.toFixed(0)} s`;
  console.log(`${name.padEnd(12)} ${String(passed).padStart(5)} passed ${String(failed).padStart(5)} failed ${time.padStart(7)}  ${reason ?? ''}`.trimEnd());
}
const sum = (key) => rows.reduce((total, row) => total + row[key], 0);
console.log(`${sum('passed')} passed, ${sum('failed')} failed`);
process.exit(sum('failed') === 0 ? 0 : 1);
