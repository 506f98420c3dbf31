const units = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** Reads `30s`, `5m`, `24h`, `7d` as milliseconds, and nothing as no age; undefined for anything else. */
export function readAge(text: string): number | undefined {
  const written = text.trim();
  if (written === '') return 0;
  const [, amount, unit] = /^(\d{1,9}(?:\.\d{1,3})?)([smhd])$/.exec(written) ?? [];
  const factor = Object.entries(units).find(([name]) => name === unit)?.[1];
  return amount === undefined || factor === undefined ? undefined : Math.round(Number(amount) * factor);
}

/** Writes an age as {@link readAge} reads it, in the largest unit that holds it whole. */
export function writeAge(milliseconds: number): string {
  if (milliseconds <= 0) return '';
  const whole = Object.entries(units)
    .reverse()
    .find(([, factor]) => milliseconds % factor === 0);
  return whole === undefined ? `${milliseconds / units.s}s` : `${milliseconds / whole[1]}${whole[0]}`;
}
