/**
 * Does some work under a signal that fires after `milliseconds` (with what `late` gives) or when the caller's own
 * signal does (with its reason). Leaves no timer and no listener behind.
 *
 * @throws the signal's reason once it has fired, whatever the work made of it.
 */
export async function withDeadline<Result>(
  milliseconds: number,
  caller: AbortSignal | undefined,
  late: () => Error,
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  caller?.throwIfAborted();
  const controller = new AbortController();
  const follow = (): void => controller.abort(caller?.reason);
  const timer = setTimeout(() => controller.abort(late()), milliseconds);
  caller?.addEventListener('abort', follow);
  try {
    return await work(controller.signal);
  } catch (error) {
    controller.signal.throwIfAborted();
    throw error;
  } finally {
    clearTimeout(timer);
    caller?.removeEventListener('abort', follow);
  }
}
