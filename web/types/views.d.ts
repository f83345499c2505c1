// What the views are given each frame, and what they report.

import type { Lane as RaceLane } from '../race/lanes.js';
import type { PhaseMap } from '../race/phase-map.js';
import type { NotesDesk } from '../notes/desk.js';
import type { Comparison } from '../race/seeds.js';
import type { Certificate, LaneState, ShownData } from './engine.js';

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
  piecewiseLinear: boolean;
  /** As text, with its parameters; absent where there is none. */
  formula?: string;
  /** Null where a unit has several pieces. */
  facts: { kinks: any[]; [fact: string]: any } | null;
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
  /** What a function of the engine says; null: not there yet; {error, at}: refused. */
  answer(method: string, ...args: any[]): any;
  notes: NotesDesk;
  phase: 'loading' | 'ready' | 'hold' | 'playing' | 'paused' | 'finished' | 'error';
  step: number;
  budget: number;
  /** Steps the race can be taken to, moments kept at most (0: it cannot), steps between two of them, and whether it is being dragged. */
  rewind: { floor: number; top: number; moments: number; every: number; dragging: boolean };
  stepsPerEpoch: number;
  epoch: number;
  speed: number;
  notice: { key: string; params?: Record<string, any>; kind: 'info' | 'error'; more?: [key: string, params?: Record<string, any>][]; others?: boolean } | null;
  data: ShownData | null;
  certificate: (Certificate & { ok: boolean }) | null;
  lanes: Lane[];
  /** Maps of all lanes: 1 plane of probability or value, or 2: winning class and its probability; rows from the top. */
  fields: { size: number; channels: number; data: Uint8Array; version: number } | null;
  /** Fitted curves of all lanes, for tasks with one input. */
  fits: { count: number; lo: number; hi: number; data: Float32Array; version: number } | null;
  seedsDone: number;
  seedsTotal: number;
  /** Steps between two losses of a seed. */
  seedsEvery: number;
  comparison: Comparison | null;
  /** The lane the others are compared with. */
  reference: number;
  map: PhaseMap;
  /** The search for each lane's own best rate, while it goes on. */
  sweep: { done: number; total: number } | null;
  /** Every race that trained, the latest last. */
  log: LogEntry[];
  asking: boolean;
  predicted: number | null;
  change: string | null;
  prices: 'measuring' | { id: string; ns: number }[] | null;
  raceId: number;
  canUndo: boolean;
  inside: Inside;
  /** null: the experiment is too large for a link. */
  link: string | null;
  result: { learned: number[]; slow: number[]; stuck: number[]; diverged: number[]; stopped: number[]; extended: boolean } | null;
  baselines: { guess: number | null; line: number | null; target: number | null } | null;
}

/** A race of the visit. */
export interface LogEntry {
  id: number;
  /** Milliseconds since 1970. */
  time: number;
  spec: any;
  /** The page's state that goes with it. */
  page: { scene: string | null; branch: number; branchSeed: number };
  /** The "change one thing" it came by. */
  change: string | null;
  /** The scene it opened, if it is another than that of the race before. */
  opened: string | null;
  /** What of the experiment was other than before: path, value before, value after; null: there was no race before. */
  changes: [string, any, any][] | null;
  /** Names of the lanes of the race before. */
  seen: string[];
  step: number;
  phase: Model['phase'];
  lanes: { index: number; name: string; state: LaneState; stateStep: number }[];
  result: Model['result'];
  predicted: number | null;
  asking: false;
}

/**
 * A question to the engine about a lane; `rest`: asked only of a race that stands; `path`: it is also given up to so many
 * states that the lane has had.
 */
export interface Ask {
  lane: number;
  question: string;
  options?: any;
  rest?: boolean;
  path?: number;
}

/** What is seen of the lanes that are looked into. */
export interface Inside {
  /** Their indices in the race: none, one or two. */
  lanes: number[];
  /** The latest answer: null while there is none, {error} where the engine refused. */
  answer(ask: Ask): any;
  /** Counts new answers. */
  version: number;
}

/** One way of looking into a lane. A new one is made for each place it is shown at. */
export interface Panel {
  element: HTMLElement;
  /** What it needs to know now. */
  asks(model: Model, lane: Lane): Ask[];
  update(model: Model, lane: Lane, due: Due): void;
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
  redraw(): void;
  toggle(): any;
  stepOnce(): any;
  stepEpoch(): any;
  reset(): any;
  newSeed(): any;
  measurePrices(own?: any): any;
  setSeed(seed: number): Outcome;
  setPace(pace: any): void;
  /** Takes the race to a step it has been at; dragging: to a moment near it. */
  rewind(step: number, dragging: boolean): void;
  /** A race of a lane and the same lane under other conditions from the present step on. */
  branch(lane: number, change: { activation?: string; rate?: number; seed?: boolean }): Outcome;
  /** Gives a lane one parameter by hand: number `index` of a block as `start` names it. */
  editParameter(lane: number, block: string, index: number, value: number): Outcome;
  undoEdit(lane: number): Outcome;
  /** A function: of the value there is. */
  set(field: string, value: any): void;
  /** Another screen, or another page of it. */
  show(screen: string, page?: Record<string, any>): void;
  /** Shows a room of the notes with these options: see the state's field `controls`. */
  showRoom(id: string, controls: string): void;
  /** Shows the race of a room, which was made from these options. */
  showFilm(id: string, options: any, script: any): void;
  /** Races a lane beside tanh and ReLU, in the experiment there is. */
  raceIt(lane: any): Outcome;
  /** Runs a note, or one statement of it, as it is or changed. */
  runNote(note: string, change?: any, only?: string): void;
  stopNote(note: string): void;
  runAllNotes(): void;
  stopAllNotes(): void;
  /** Shows a race in the picture of a note, and plays or stops it. */
  showPicture(key: string, spec: any, how: any): void;
  playPicture(): void;
  /** Opens a trial in the race, where everything of it can be changed. */
  tryTrial(statement: string, trial: string): Outcome;
  addLane(lane: any): Outcome;
  setSpec(path: string, value: any): Outcome;
  setSpecs(changes: [string, any][]): Outcome;
  givePoints(points: any, how?: { series?: string; standardize?: boolean; map?: number[] }): Outcome;
  setLanes(lanes: any[] | undefined | ((lanes: any[]) => any[])): Outcome;
  scene(id: string): any;
  change(id: string): any;
  undo(): any;
  predict(lane: number | null): any;
  openLane(lane: number | null): void;
  /** Looks into a lane, at these panels (ids), or at those looked at last. */
  lookInside(lane: number | null, panels?: string[]): void;
  /** What the views want to know of the lanes looked into, until the next call. */
  want(asks: Ask[]): void;
  /** Asks once: of the lane as it stands. Rejects with the engine's message. */
  ask(lane: number, question: string, options?: any): Promise<any>;
  /** The largest of a diverged lane's rate halved again and again that survives the budget; null: none does. Rejects when that cannot be found out. */
  startMap(): void;
  stopMap(): void;
  loadCell(cell: number): Outcome;
  survivingRate(lane: number): Promise<number | null>;
  setRate(lane: number, rate: number): Outcome;
  isolate(lane: number | null): void;
  bringBack(entry: LogEntry): Outcome;
  loadText(text: string): any;
  /** A link, or the JSON of a spec. */
  load(source: any): Outcome;
  otherActivations(): Outcome;
  say(key: string, params?: Record<string, any>, kind?: 'info' | 'error'): void;
  dismiss(): void;
}
