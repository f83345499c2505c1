// What crosses the border between the page and the engine: plain objects and typed arrays.

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** An experiment as a JSON document (version 1, see the README); here always with every default written out. */
export type Spec = any;

/** A run is a lane at a seed: [index of the lane, offset from the spec's seed]. */
export type Run = [lane: number, seed: number];

export type LaneState = 'running' | 'learned' | 'slow' | 'stuck' | 'diverged' | 'stopped';

export interface Certificate {
  data: string;
  draws: string;
  order: string;
}

/** The points of a race. `x` is feature-major: coordinate j of point i is `x[j * count + i]`; training points come first. */
export interface RaceData {
  inputs: number;
  kind: 'classes' | 'labels' | 'values';
  classes: number;
  /** Where the picture of each input begins and ends: of input j at 2 j and 2 j + 1. */
  ranges: Float64Array;
  x: Float32Array;
  target: Float32Array;
  trainCount: number;
  count: number;
}

/** The data as pictures show them. */
export interface ShownData extends RaceData {
  /** The inputs to the right and upward; of a task with one input only the first counts. */
  shown: [number, number];
  /** Where the picture begins and ends to the right, and upward where that is an input, too. */
  view: number[];
}

/** What a run starts from; two lanes with the same draws may differ in the rest. */
export interface RunStart {
  lane: number;
  seed: number;
  parameters: number;
  startHash: string;
  certificate: Certificate;
  /** The initialiser of the first layer; `textbook` is resolved to the row's own. */
  draws: string;
  gain: number;
  pieces: number;
  /** Its activation has learned parameters. */
  learned: boolean;
  /** The spec gives its starting parameters. */
  given: boolean;
}

export interface Configured {
  runs: RunStart[];
  data: RaceData;
  budget: number;
  /** Bytes that one moment of these runs takes, for rewinding. */
  momentBytes: number;
}

/** What to put into a frame; what is absent is left out. */
export interface FrameOptions {
  fields?: number;
  fits?: number;
  /** The two inputs a map shows. */
  columns?: [number, number] | null;
  bands?: boolean;
  hashes?: boolean;
  view?: [number, number] | null;
}

export interface RecordColumns {
  run: Int32Array;
  step: Int32Array;
  trainLoss: Float32Array;
  testLoss: Float32Array;
  trainScore: Float32Array;
  testScore: Float32Array;
  milliseconds: Float32Array;
}

export interface Frame {
  step: number;
  /** How many changes in mid-run have been made. */
  phase: number;
  /** Epochs ended. */
  epoch: number;
  /** Steps of an epoch on the data of now: one ends where `step` is a multiple of them. */
  stepsPerEpoch: number;
  state: Uint8Array;
  stateStep: Int32Array;
  stepOf: Int32Array;
  trainLoss: Float64Array;
  testLoss: Float64Array;
  trainScore: Float64Array;
  testScore: Float64Array;
  milliseconds: Float64Array;
  records: RecordColumns;
  fields: null | { size: number; channels: number; data: Uint8Array };
  fits: null | { count: number; lo: number; hi: number; data: Float32Array };
  bands: null | Float32Array;
  learned: null | Float32Array;
  hashes: null | string[];
}

export interface Advanced {
  arrived: boolean;
  frame: Frame | null;
}

/** The part of Worker that the client needs; the tests give it a thread of Node. */
export interface WorkerLike {
  postMessage(message: any): void;
  terminate(): void;
  addEventListener(type: 'message' | 'error' | 'messageerror', listener: (event: any) => void): void;
}

export interface Platform {
  startWorker(): WorkerLike;
  wasm: WebAssembly.Module | ArrayBuffer;
}
