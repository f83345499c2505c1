// A competitor in a process of its own: answers one JSON object a line, see src/app/bench.hpp.
import { createInterface } from 'node:readline';

/**
 * @param {{open: (workload: any) => any, updates: (n: number) => any, run: (milliseconds: number) => any, list?: () => any,
 *   task?: (i: number, milliseconds: number) => any}} competitor
 */
export async function serve(competitor) {
  for await (const line of createInterface({ input: process.stdin })) {
    const question = JSON.parse(line);
    let reply;
    try {
      if (question.open) reply = await competitor.open(question.open);
      else if (question.updates) reply = await competitor.updates(question.updates);
      else if (question.list) reply = await competitor.list();
      else if (question.ask) reply = await competitor[question.ask](question.argument);
      else if (question.task !== undefined) reply = await competitor.task(question.task, question.milliseconds);
      else reply = await competitor.run(question.milliseconds);
    } catch (error) {
      reply = { error: error instanceof Error ? error.message : String(error) };
    }
    process.stdout.write(`${JSON.stringify(reply ?? {})}\n`);
  }
}

/**
 * Steps a second of `steps(n)`, which makes n steps, over about so many milliseconds.
 *
 * @param {(n: number) => void | Promise<void>} steps
 */
export async function rateOf(steps, milliseconds) {
  const begin = performance.now();
  let done = 0;
  for (let n = 1, elapsed = 0; elapsed < milliseconds; ) {
    await steps(n);
    done += n;
    elapsed = performance.now() - begin;
    n = Math.max(1, Math.min(Math.ceil((done / elapsed) * 5), Math.ceil((done / elapsed) * (milliseconds - elapsed))));
  }
  return (done * 1000) / (performance.now() - begin);
}
