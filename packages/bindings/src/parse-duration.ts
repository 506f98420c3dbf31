const units: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** Reads `90s`, `30m`, `24h`, `7d` as milliseconds; undefined for anything else. */
export function parseDuration(text: string): number | undefined {
  const [, amount, unit] = /^(\d{1,6})([smhd])$/.exec(text) ?? [];
  const factor = units[unit ?? ''];
  return amount === undefined || factor === undefined ? undefined : Number(amount) * factor;
}

/** As `parseDuration` reads it, in the largest unit that says it exactly. */
export function printDuration(milliseconds: number): string {
  const [unit, factor] = Object.entries(units).findLast(([, size]) => milliseconds % size === 0) ?? [
    's',
    1000,
  ];
  return `${Math.round(milliseconds / factor)}${unit}`;
}
