/**
 * Lets all who want the same thing at the same time share one flight to it. Each leaves at its own signal; the
 * flight itself is called off when the last one has left.
 */
export interface SingleFlight<Result> {
  /** @throws the signal's reason when the caller aborts, else what the flight throws. */
  share(
    key: string,
    signal: AbortSignal | undefined,
    fly: (signal: AbortSignal) => Promise<Result>,
  ): Promise<Result>;
}

interface Flight<Result> {
  readonly landing: Promise<Result>;
  readonly controller: AbortController;
  aboard: number;
}

export function createSingleFlight<Result>(): SingleFlight<Result> {
  const flights = new Map<string, Flight<Result>>();

  function begin(key: string, fly: (signal: AbortSignal) => Promise<Result>): Flight<Result> {
    const controller = new AbortController();
    const flight: Flight<Result> = {
      controller,
      aboard: 0,
      landing: fly(controller.signal).finally(() => {
        if (flights.get(key) === flight) flights.delete(key);
      }),
    };
    flights.set(key, flight);
    return flight;
  }

  return {
    async share(key, signal, fly) {
      signal?.throwIfAborted();
      const flight = flights.get(key) ?? begin(key, fly);
      flight.aboard += 1;
      let leave = (): void => undefined;
      const left = new Promise<never>((_, reject) => {
        leave = () => reject(signal?.reason);
        signal?.addEventListener('abort', leave, { once: true });
      });
      try {
        return await Promise.race([flight.landing, left]);
      } finally {
        signal?.removeEventListener('abort', leave);
        flight.aboard -= 1;
        if (flight.aboard === 0) {
          // A flight that has landed has nothing left to call off.
          if (flights.get(key) === flight) flights.delete(key);
          flight.controller.abort(signal?.reason);
        }
      }
    },
  };
}
