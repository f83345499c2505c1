// The same bits everywhere: after 5,000 steps of every optimiser with every activation, each build of the engine has the
// committed parameters; a build that fuses multiplications and additions has not.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { loadEngine } from '../web/support/engine.mjs';
import { committed, specOf, tables, trained } from './hashes.mjs';

const wanted = committed();
const program = (/** @type {string} */ build) => `build/${build}/nonlin`;
const rows = tables(program('native'));

/** Why a build is not there: scripts/build wrote it when it left the build out. */
const skipped = (/** @type {string} */ build) => existsSync(`build/${build}.skipped`) && readFileSync(`build/${build}.skipped`, 'utf8').trim();

test('there is a hash for every optimiser and every activation', () => {
  assert.deepEqual(Object.keys(wanted), rows.optimizers);
  for (const [optimizer, hashes] of Object.entries(wanted)) assert.deepEqual(Object.keys(hashes), rows.activations, optimizer);
});

for (const build of ['native', 'gcc-o2', 'gcc-avx2', 'clang']) {
  describe(build, { skip: skipped(build) }, () => {
    for (const optimizer of rows.optimizers) test(optimizer, () => assert.deepEqual(trained(program(build), optimizer, rows.activations), wanted[optimizer]));
  });
}

for (const build of /** @type {const} */ (['wasm', 'wasm-scalar'])) {
  describe(build, async () => {
    const { engine } = await loadEngine(build);
    for (const optimizer of rows.optimizers) {
      test(optimizer, () => {
        const made = engine.configure(specOf(optimizer, rows.activations), rows.activations.map((_, lane) => [lane, 0]), 5000);
        assert.equal(made.error, undefined);
        while (!engine.advance(5000, 50));
        const { hashes } = engine.frame({ fields: 0, fits: 0, bands: false, hashes: true, view: null });
        assert.deepEqual(Object.fromEntries(rows.activations.map((id, i) => [id, hashes[i]])), wanted[optimizer]);
      });
    }
  });
}

test('the check can fail: fused multiply-adds give other hashes', { skip: skipped('fused') }, () => {
  const hashes = trained('build/native/nonlin-fused', 'adam', rows.activations);
  // Step alone does not train its hidden layers; all others must differ.
  const same = rows.activations.filter((id) => hashes[id] === wanted.adam[id]);
  assert.deepEqual(same, []);
});
