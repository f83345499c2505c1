// What crosses the border between the page and the engine: plain objects and typed arrays.

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** An experiment as a JSON document (version 1, see the README); here always with every default written out. */
export type Spec = any;

/** A run is a lane at a seed: [index of the lane, offset from the spec's seed]. */
export type Run = [lane: number, seed: number];

export type LaneState = 'running' | 'learned' | 'slow' | 'stuck' | 'diverged';

export interface Certificate {
  data: string;
  draws: string;
  order: string;
}

/** The points of a race. `x` is feature-major: coordinate j of point i is `x[j * count + i]`; training points come first. */
export interface RaceData {
  inputs: number;
  kind: 'classes' | 'values';
  classes: number;
  view: [number, number];
  outputs: number;
  x: Float32Array;
  target: Float32Array;
  trainCount: number;
  count: number;
}

export interface RunStart {
  lane: number;
  seed: number;
  parameters: number;
  startHash: string;
  gain: number;
  startNote: string;
}

export interface Configured {
  runs: RunStart[];
  certificate: Certificate;
  data: RaceData;
  budget: number;
}

/** What to put into a frame; what is absent is left out. */
export interface FrameOptions {
  fields?: number;
  fits?: number;
  bands?: boolean;
  hashes?: boolean;
  runs?: number[] | null;
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
  hashes: null | string[];
}

export interface Advanced {
  step: number;
  arrived: boolean;
  frame: Frame | null;
}

/** The part of Worker that the client needs; the tests give it a thread of Node. */
export interface WorkerLike {
  postMessage(message: unknown, transfer?: ArrayBuffer[]): void;
  terminate(): void;
  addEventListener(type: string, listener: (event: any) => void): void;
}

export interface Platform {
  startWorker(): WorkerLike;
  wasm: WebAssembly.Module | ArrayBuffer;
}
