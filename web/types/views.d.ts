// What the views are given each frame, and what they report.

import type { Lane as RaceLane } from '../race/lanes.js';
import type { Certificate, RaceData } from './engine.js';

export type Lane = RaceLane & { start?: LaneStart | null };

/** How a lane's starting parameters come from the common draws. */
export interface LaneStart {
  draws: string;
  gain: number;
  pieces: number;
  learned: boolean;
  given: boolean;
  inputsChanged?: boolean;
}

export type Translate = (key: string, params?: Record<string, any>) => string;

export interface NumberParameter {
  id: string;
  initial: number;
  lowest: number;
  highest: number;
}

export interface ActivationRow {
  id: string;
  family: string;
  parameters: (NumberParameter & { learnable: boolean; learned: any })[];
  pieces: { lowest: number; highest: number; initial: number };
}

export interface DatasetRow {
  id: string;
  kind: 'classes' | 'labels' | 'values';
  inputs: number;
  parameters: (NumberParameter & { integer: boolean })[];
  count: number;
  noise: number;
  highestNoise: number;
  /** Drawn as TensorFlow Playground draws it: noise in per cent, a text seed. */
  playground: boolean;
}

export interface Catalogue {
  activations: ActivationRow[];
  families: string[];
  datasets: DatasetRow[];
  optimizers: { id: string; parameters: NumberParameter[]; decay: number }[];
  initializers: (string | { id: string })[];
  pairings: { head: string; loss: string; forClasses: boolean; forLabels: boolean; forValues: boolean; oneOutput: boolean }[];
  [table: string]: any;
}

export interface Model {
  now: number;
  /** The page's own state (web/state.js); replaced, never changed in place. */
  state: Record<string, any>;
  catalogue: Catalogue;
  t: Translate;
  phase: 'loading' | 'ready' | 'hold' | 'playing' | 'paused' | 'finished' | 'error';
  step: number;
  budget: number;
  stepsPerEpoch: number;
  epoch: number;
  speed: number;
  notice: { key: string; params?: Record<string, any>; kind: 'info' | 'error' } | null;
  data: RaceData | null;
  certificate: (Certificate & { ok: boolean }) | null;
  lanes: Lane[];
  /** Maps of all lanes: 1 plane of probability or value, or 2: winning class and its probability; rows from the top. */
  fields: { size: number; channels: number; data: Uint8Array; version: number } | null;
  /** Fitted curves of all lanes, for tasks with one input. */
  fits: { count: number; lo: number; hi: number; data: Float32Array; version: number } | null;
  seedsDone: number;
  seedsTotal: number;
  asking: boolean;
  predicted: number | null;
  change: string | null;
  prices: 'measuring' | { id: string; ns: number }[] | null;
  raceId: number;
  canUndo: boolean;
  link: string;
  result: { learned: number[]; slow: number[]; stuck: number[]; diverged: number[]; stopped: number[]; extended: boolean } | null;
  baselines: { guess: number | null; line: number | null; target: number | null } | null;
}

/** Which kinds of content are to be drawn in this frame. */
export interface Due {
  numbers: boolean;
  maps: boolean;
  curves: boolean;
}

export interface View {
  update(model: Model, due: Due): void;
}

/** Resolves to the engine's message when it refused. */
export type Outcome = Promise<string | null>;

export interface Actions {
  toggle(): any;
  stepOnce(): any;
  stepEpoch(): any;
  reset(): any;
  newSeed(): any;
  measurePrices(): any;
  setSeed(seed: number): Outcome;
  setPace(pace: any): void;
  set(field: string, value: any): void;
  setSpec(path: string, value: any): Outcome;
  setSpecs(changes: [string, any][]): Outcome;
  setLanes(lanes: any[] | undefined | ((lanes: any[]) => any[])): Outcome;
  scene(id: string): any;
  change(id: string): any;
  undo(): any;
  predict(lane: number | null): any;
  openLane(lane: number | null): void;
  isolate(lane: number | null): void;
  loadText(text: string): any;
  dismiss(): void;
}
