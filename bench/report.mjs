// The bench's results: rows of figures with their goals, as one table or as JSON.
import { cpus, loadavg } from 'node:os';

export const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

/** Three significant digits, thousands apart. */
export function figure(x) {
  if (x === null || x === undefined || !Number.isFinite(x)) return '-';
  if (Math.abs(x) >= 100) return Math.round(Number(x.toPrecision(3))).toLocaleString('en').replaceAll(',', ' ');
  return x.toPrecision(3);
}

/**
 * @typedef {object} Row
 * @property {string} name
 * @property {number | null} value
 * @property {string} unit
 * @property {string} [note]
 * @property {string} [goal] what it is to reach, in words
 * @property {boolean} [met]
 */

export class Report {
  /** @type {{title: string, rows: Row[]}[]} */ sections = [];
  load = [loadavg()[0]];

  /** @param {string} title */
  section(title) {
    const rows = [];
    this.sections.push({ title, rows });
    return {
      /** @param {string} name @param {number | null} value @param {string} unit @param {Partial<Row>} [more] */
      add: (name, value, unit, more = {}) => rows.push({ name, value, unit, ...more }),
    };
  }

  noteLoad() {
    this.load.push(loadavg()[0]);
  }

  get json() {
    const { model } = cpus()[0];
    return { processor: model, cores: cpus().length, node: process.version, load: this.load, sections: this.sections };
  }

  get text() {
    const lines = [`${cpus()[0].model}, ${cpus().length} cores, Node ${process.version}; load average ${this.load.map((x) => x.toFixed(1)).join(', ')}`];
    for (const { title, rows } of this.sections) {
      if (rows.length === 0) continue;
      lines.push('', title);
      const width = Math.max(...rows.map((row) => row.name.length));
      for (const { name, value, unit, note, goal, met } of rows) {
        const verdict = goal === undefined ? '' : `   ${met ? 'met' : 'NOT MET'}: ${goal}`;
        lines.push(`  ${name.padEnd(width)} ${figure(value).padStart(11)} ${unit.padEnd(9)} ${note ?? ''}${verdict}`.trimEnd());
      }
    }
    const goals = this.sections.flatMap(({ rows }) => rows.filter((row) => row.goal !== undefined));
    if (goals.length > 0) lines.push('', `${goals.filter((row) => row.met).length} of ${goals.length} goals met`);
    return lines.join('\n');
  }
}
