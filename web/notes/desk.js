/**
 * What the page of the notes needs, made when it is first shown: the engine's table and its runner, the texts, and the engine
 * that draws the pictures.
 *
 * @import { Background } from '../race/background.js'
 * @import { Platform } from '../types/engine.js'
 */
import { FilmDesk } from './film.js';
import { Notes } from './notes.js';
import { RoomDesk } from './room-desk.js';
import { SmallRace } from './small-race.js';

export class NotesDesk {
  #parts;
  #opened = false;
  /** @type {Notes | null} */ runner = null;
  /** @type {{notes: Record<string, any>, names: Record<string, Record<string, any>>, errors: Record<string, any>, options: Record<string, any>} | null} */ texts = null;
  /** The trial that was opened in the race: for which statement, and its spec. @type {{statement: string, trial: string, spec: any} | null} */ tried = null;
  race;
  film;
  room;

  /**
   * @param {object} parts
   * @param {Platform} parts.platform
   * @param {Background} parts.background
   * @param {(method: string, ...args: any[]) => Promise<any>} parts.ask the engine
   * @param {string[]} parts.states the catalogue's, of runs
   * @param {() => void} parts.onChange
   */
  constructor(parts) {
    this.#parts = parts;
    this.race = new SmallRace(parts);
    this.film = new FilmDesk(parts);
    this.room = new RoomDesk(parts.ask, parts.onChange);
  }

  /** The spec of a trial's first seed. @param {string} trial @returns {Promise<any>} */
  specOf(trial) {
    return this.#parts.ask('trialSpec', trial, null, 1);
  }

  /** Fetches what is missing, once. */
  async open() {
    if (this.#opened) return;
    this.#opened = true;
    const { background, ask, onChange } = this.#parts;
    try {
      const [table, texts] = await Promise.all([ask('notes'), import('../text/notes/all.js')]);
      this.texts = texts;
      this.runner = new Notes({ table, background, ask, onChange });
    } catch (error) {
      this.#opened = false;
      throw error;
    } finally {
      onChange();
    }
  }
}
