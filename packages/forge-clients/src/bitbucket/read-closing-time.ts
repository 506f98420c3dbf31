import type { JsonView } from '../http/json-view.ts';

/**
 * When a pull request was declined, from its activity ("List a pull request activity log"). What was declined stays
 * so: the first entry of that state is the decline itself, whichever end the list starts with.
 *
 * @returns ms since the epoch; undefined where the activity does not have it
 */
export async function readClosingTime(activity: AsyncIterable<JsonView>): Promise<number | undefined> {
  let declined: number | undefined;
  for await (const entry of activity) {
    const state = entry.at('update', 'state').text('');
    if (state === '') continue;
    if (state === 'DECLINED') {
      const at = entry.at('update', 'date').time();
      declined = Math.min(declined ?? at, at);
    } else if (declined !== undefined) break;
  }
  return declined;
}
