import type { Comment } from '../tokenize.ts';
import { giveUp } from './give-up.ts';

export const tab = 0x09;
export const lineFeed = 0x0a;
export const carriageReturn = 0x0d;
export const space = 0x20;
export const hash = 0x23;

/**
 * A document, read line by line.
 *
 * Stands on a line that says something, at its first character: blank lines are passed over, comments collected. Every
 * carriage return of the text stands before a line feed.
 */
export class Lines {
  readonly text: string;
  /** Where the text stands in its file. */
  readonly base: number;
  readonly comments: Comment[] = [];
  /** The current line's first character; the text's length at its end. */
  at = 0;
  /** How far the current line is indented; -1 at the end of the text. */
  column = -1;
  /** How far the comments right above the current line are indented at most; -1 where there are none. */
  commentColumn = -1;

  constructor(text: string, base: number) {
    this.text = text;
    this.base = base;
  }

  /** Go to the first line that says something, from the start of a line on. */
  enter(from: number): void {
    this.commentColumn = -1;
    for (let start = from; ; start = this.next(start)) {
      const at = this.skipSpaces(start);
      if (at === this.text.length) {
        this.at = at;
        this.column = -1;
        return;
      }
      const code = this.text.charCodeAt(at);
      if (code === tab) giveUp();
      if (code === hash) {
        this.commentColumn = Math.max(this.commentColumn, at - start);
        this.#collectComment(at);
      } else if (code !== lineFeed && code !== carriageReturn) {
        this.at = at;
        this.column = at - start;
        return;
      }
    }
  }

  /** Leave the current line behind a value: only a comment may follow. Gives where the next line starts. */
  leave(from: number): number {
    const at = this.skipSpaces(from);
    if (!this.isEnd(at)) {
      if (this.text.charCodeAt(at) !== hash || !this.isBlank(at - 1)) giveUp();
      this.#collectComment(at);
    }
    const next = this.next(at);
    this.enter(next);
    return next;
  }

  skipSpaces(from: number): number {
    let at = from;
    while (this.text.charCodeAt(at) === space) at += 1;
    return at;
  }

  /** Where the next line starts. */
  next(from: number): number {
    const end = this.text.indexOf('\n', from);
    return end === -1 ? this.text.length : end + 1;
  }

  /** Whether nothing is left of the line. */
  isEnd(at: number): boolean {
    const code = this.text.charCodeAt(at);
    return code === lineFeed || code === carriageReturn || at >= this.text.length;
  }

  /** Whether white space or nothing stands there, which makes the `-` or `:` before it an indicator. */
  isBlank(at: number): boolean {
    const code = this.text.charCodeAt(at);
    return code === space || code === tab || this.isEnd(at);
  }

  isDash(at: number): boolean {
    return this.text.charAt(at) === '-' && this.isBlank(at + 1);
  }

  #collectComment(at: number): void {
    const [line = ''] = this.text.slice(at, this.next(at)).split(/\r?\n/, 1);
    this.comments.push({ offset: this.base + at, text: line });
  }
}
