// Builds and runs the test suites, prints each one's count and at the end `N passed, N failed`. Called by scripts/test.
// A suite that cannot run (its build fails, no browser, no test found) counts as one failure, with the reason; the others
// go on.
import { spawn, spawnSync } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, readdirSync, rmSync } from 'node:fs';

const results = 'build/test-results'; // the reporters' files, for the counts
const limit = 30 * 60_000; // milliseconds that one suite or build may take

/** A suite that could not run, or a run whose count cannot be had. */
class CannotRun extends Error {}

/** Whether a suite runs beside the others. The others leave it the processors it wants. */
let accompanied = false;

/** Runs a command with its output on the terminal; returns its exit code, or why there is none. */
function run(command, args, env = {}) {
  const line = accompanied ? ['nice', command, ...args] : [command, ...args];
  const { status, signal, error } = spawnSync(line[0], line.slice(1), {
    stdio: 'inherit',
    timeout: limit,
    env: { ...process.env, ...env },
  });
  if (error) throw new CannotRun(`${command}: ${error.message}`);
  return status ?? signal;
}

/** The same beside what is run meanwhile; its output comes when it has ended. */
async function runBeside(name, command, args, env) {
  const log = `${results}/${name}.log`;
  const file = openSync(log, 'w');
  accompanied = true;
  const program = spawn(command, args, { stdio: ['ignore', file, file], timeout: limit, env: { ...process.env, ...env } });
  closeSync(file);
  const code = await new Promise((resolve, reject) => {
    program.on('error', (error) => reject(new CannotRun(`${command}: ${error.message}`)));
    program.on('exit', (status, signal) => resolve(status ?? signal));
  });
  console.log(`\n== ${name}, run beside the others\n${readFileSync(log, 'utf8')}`);
  return code;
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

/** The browser tests, tests/web/*.spec.js, in both browsers. */
const browsers = async () => {
  needs('wasm', 'native', 'page');
  const file = `${results}/browsers.json`;
  const code = await runBeside('browsers', 'node_modules/.bin/playwright', ['test', '--reporter=list,json'], { PLAYWRIGHT_JSON_OUTPUT_FILE: file });
  const { stats, errors } = JSON.parse(report(file, code));
  if (stats.skipped) console.log(`(${stats.skipped} skipped)`);
  const failed = stats.unexpected + stats.flaky;
  if (stats.expected + failed === 0 && errors.length > 0) throw new CannotRun(errors[0].message.split('\n')[0]);
  return counts(stats.expected, failed, code);
};

const isWasm = (file) => file.startsWith('wasm');
// The browsers wait for half of their time: the suites after them are built and run meanwhile.
const suites = [
  { part: 'native', name: 'layers', test: check('scripts/check-layers') },
  { part: 'native', name: 'native', test: catch2('native', 'nonlin-tests') },
  { part: 'page', name: 'types', test: check('scripts/check-types') },
  { part: 'page', name: 'browsers', test: browsers },
  { part: 'page', name: 'page units', test: nodeTests(['wasm', 'native', 'page'], 'tests/web', (file) => !isWasm(file)) },
  { part: 'wasm', name: 'WebAssembly', test: nodeTests(['wasm', 'wasm-scalar', 'native'], 'tests/web', isWasm) },
  { part: 'sanitize', name: 'sanitizers', test: catch2('sanitized', 'nonlin-tests-sanitized', { NONLIN_PROGRAM: 'build/native/nonlin-sanitized', UBSAN_OPTIONS: 'print_stacktrace=1' }) },
  { part: 'builds', name: 'equal bits', test: nodeTests(['wasm', 'wasm-scalar', 'native', 'builds'], 'tests/builds', () => true) },
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
const beside = []; // suites that still run
if (process.env.NONLIN_SETUP === 'failed') rows.push({ name: 'setup', passed: 0, failed: 1, reason: 'see its message above' });
for (const { name, test } of suites.filter((suite) => part === undefined || suite.part === part)) {
  console.log(`\n== ${name}`);
  const row = { name, passed: 0, failed: 0 };
  rows.push(row);
  const start = performance.now();
  const ended = (outcome) => Object.assign(row, outcome, { seconds: (performance.now() - start) / 1000 });
  // A report that cannot be read is a suite that did not run, too.
  const broken = (error) => ended({ failed: 1, reason: error.message });
  try {
    const outcome = test();
    if (outcome instanceof Promise) beside.push(outcome.then(ended, broken));
    else ended(outcome);
  } catch (error) {
    broken(error);
  }
}
await Promise.all(beside);

console.log('');
for (const { name, passed, failed, seconds, reason } of rows) {
  const time = seconds === undefined ? '' : `${seconds.toFixed(0)} s`;
  console.log(`${name.padEnd(12)} ${String(passed).padStart(5)} passed ${String(failed).padStart(5)} failed ${time.padStart(7)}  ${reason ?? ''}`.trimEnd());
}
const sum = (key) => rows.reduce((total, row) => total + row[key], 0);
console.log(`${sum('passed')} passed, ${sum('failed')} failed`);
process.exit(sum('failed') === 0 ? 0 : 1);
