/**
 * The records of one lane: columns that grow. Steps rise; a step before the last is not taken again, so that a lane
 * replayed after its worker died adds nothing twice; the last may be told anew.
 */
export class Records {
  length = 0;
  /** Counts changes. */
  version = 0;
  step = new Int32Array(256);
  trainLoss = new Float32Array(256);
  testLoss = new Float32Array(256);
  trainScore = new Float32Array(256);
  testScore = new Float32Array(256);
  milliseconds = new Float32Array(256);

  /**
   * Takes row `i` of a frame's records.
   *
   * @param {import('../types/engine.js').RecordColumns} rows
   * @param {number} i
   */
  push(rows, i) {
    const step = rows.step[i];
    const last = this.length > 0 ? this.step[this.length - 1] : -1;
    if (step < last) return;
    if (this.length === this.step.length) this.#grow();
    const at = step === last ? this.length - 1 : this.length++;
    this.step[at] = step;
    this.trainLoss[at] = rows.trainLoss[i];
    this.testLoss[at] = rows.testLoss[i];
    this.trainScore[at] = rows.trainScore[i];
    this.testScore[at] = rows.testScore[i];
    this.milliseconds[at] = rows.milliseconds[i];
    ++this.version;
  }

  /** Forgets what came after a step. @param {number} step */
  cut(step) {
    while (this.length > 1 && this.step[this.length - 1] > step) --this.length;
    ++this.version;
  }

  /**
   * Keeps the steps that are multiples of `every`, and the last.
   *
   * @param {number} every
   */
  thin(every) {
    let kept = 0;
    for (let i = 0; i < this.length; ++i) {
      if (this.step[i] % every !== 0 && i !== this.length - 1) continue;
      for (const column of this.#columns()) column[kept] = column[i];
      ++kept;
    }
    this.length = kept;
    ++this.version;
  }

  #columns() {
    return [this.step, this.trainLoss, this.testLoss, this.trainScore, this.testScore, this.milliseconds];
  }

  #grow() {
    const longer = (/** @type {any} */ column) => {
      const copy = new column.constructor(2 * column.length);
      copy.set(column);
      return copy;
    };
    this.step = longer(this.step);
    this.trainLoss = longer(this.trainLoss);
    this.testLoss = longer(this.testLoss);
    this.trainScore = longer(this.trainScore);
    this.testScore = longer(this.testScore);
    this.milliseconds = longer(this.milliseconds);
  }
}
