// This engine in WebAssembly: the page's own module for training and fields, the benchmark's for its tasks. Runs in Node and in
// a browser alike. Everything is driven by many short calls, as the page does.
import { specOf } from './workloads.mjs';

const CALL_MS = 8;
const MAX_STEPS = 10_000_000; // the engine's; as the distance of records, none but the first and the last

/** Text at an address of a module's memory, up to its zero byte. */
function textAt(memory, address) {
  const bytes = new Uint8Array(memory.buffer);
  return new TextDecoder().decode(bytes.slice(address, bytes.indexOf(0, address)));
}

/**
 * @param {(options: any) => Promise<any>} createEngine nonlin.mjs
 * @param {BufferSource} engineWasm nonlin.wasm
 * @param {BufferSource} tasksWasm nonlin-bench.wasm
 */
export async function createCompetitor(createEngine, engineWasm, tasksWasm) {
  const compiled = await WebAssembly.compile(engineWasm);
  const engine = await createEngine({
    instantiateWasm(imports, done) {
      WebAssembly.instantiate(compiled, imports).then((instance) => done(instance, compiled));
      return {};
    },
  });
  const checked = (value) => {
    if (value?.error) throw new Error(value.error);
    return value;
  };
  /** @type {any} */ let workload;
  let running = false;
  const configure = (spec, runs = [[0, 0]]) => {
    running = false;
    return checked(engine.configure(spec, runs, MAX_STEPS));
  };
  const steps = () => checked(engine.frame({})).stepOf[0];
  const advance = (to, milliseconds) => {
    const begin = performance.now();
    for (;;) {
      const arrived = checked(engine.advance(to, CALL_MS));
      if (arrived || performance.now() - begin >= milliseconds) return (performance.now() - begin) / 1000;
    }
  };

  let tasks;
  const openTasks = async () => {
    const module = await WebAssembly.compile(tasksWasm);
    const imports = {};
    // The C library's doors to a system that is not there; nothing that is timed knocks.
    for (const { module: from, name } of WebAssembly.Module.imports(module)) (imports[from] ??= {})[name] = () => 0;
    const { exports } = await WebAssembly.instantiate(module, imports);
    exports._initialize();
    tasks = exports;
  };

  return {
    open(wanted) {
      workload = wanted;
      return {};
    },
    /** The loss after `n` updates from the start. */
    updates(n) {
      configure(specOf(workload, n));
      advance(n, 1e9);
      return { loss: checked(engine.frame({})).trainLoss[0] };
    },
    run(milliseconds) {
      if (!running || steps() > 5_000_000) configure(specOf(workload));
      running = true;
      const first = steps();
      const seconds = advance(1e7, milliseconds);
      return { rate: (steps() - first) / seconds };
    },
    /** Milliseconds of one step of all runs of `spec`, warm. */
    stepTime({ spec, milliseconds }) {
      const count = checked(engine.complete(spec)).lanes.length;
      configure(spec, Array.from({ length: count }, (_, i) => [i, 0]));
      advance(1e7, milliseconds / 2);
      const total = () => checked(engine.frame({})).stepOf.reduce((a, b) => a + b, 0);
      const first = total();
      const seconds = advance(1e7, milliseconds);
      return { milliseconds: (seconds * 1000 * count) / (total() - first) };
    },
    /** Milliseconds of one frame of fields of all runs of `spec`. */
    fieldTime({ spec, size, milliseconds }) {
      const count = checked(engine.complete(spec)).lanes.length;
      configure(spec, Array.from({ length: count }, (_, i) => [i, 0]));
      const draw = () => checked(engine.frame({ fields: size }));
      draw();
      const begin = performance.now();
      let frames = 0;
      while (performance.now() - begin < milliseconds) {
        draw();
        ++frames;
      }
      return { milliseconds: (performance.now() - begin) / frames };
    },
    catalogue: () => checked(engine.catalogue()),
    async list() {
      if (!tasks) await openTasks();
      return Array.from({ length: tasks.task_count() }, (_, i) => ({
        group: textAt(tasks.memory, tasks.task_group(i)),
        name: textAt(tasks.memory, tasks.task_name(i)),
        work: tasks.task_work(i),
      }));
    },
    /** Seconds of one call of task `i`. */
    task(i, milliseconds) {
      const begin = performance.now();
      let calls = 0;
      for (let n = 1, elapsed = 0; elapsed < milliseconds; ) {
        tasks.task_calls(i, n);
        calls += n;
        elapsed = performance.now() - begin;
        n = elapsed < 0.5 ? n * 2 : Math.max(1, Math.ceil((calls / elapsed) * 1));
      }
      return { seconds: (performance.now() - begin) / 1000 / calls };
    },
  };
}
