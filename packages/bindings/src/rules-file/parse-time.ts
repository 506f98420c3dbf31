const pattern =
  /^(\d{4})-(\d\d)-(\d\d)(?:[Tt ]([01]\d|2[0-3]):([0-5]\d):([0-5]\d)(?:\.\d+)?(?:[Zz]|([+-])([01]\d|2[0-3]):([0-5]\d)))?$/;

/**
 * Reads an RFC 3339 time, or a date alone (its first moment in UTC), as milliseconds since the epoch; parts of a second
 * do not count.
 *
 * @returns undefined where the text is none
 */
export function parseTime(text: string): number | undefined {
  const match = pattern.exec(text);
  if (match === null) return undefined;
  const part = (index: number): number => Number(match[index] ?? 0);
  const [year, month, day] = [part(1), part(2), part(3)];
  if (month < 1 || month > 12 || day < 1 || day > lengthOf(month, year)) return undefined;
  const offset = (match[7] === '-' ? -1 : 1) * (part(8) * 60 + part(9));
  const minutes = (daysBefore(year, month) + day - 1) * 1440 + part(4) * 60 + part(5) - offset;
  return (minutes * 60 + part(6)) * 1000;
}

const lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

function lengthOf(month: number, year: number): number {
  return (lengths[month - 1] ?? 0) + (month === 2 && isLeap(year) ? 1 : 0);
}

/** The days from 1970-01-01 to the first of a month. */
function daysBefore(year: number, month: number): number {
  let days = 365 * (year - 1970) + leapYearsBefore(year) - leapYearsBefore(1970);
  for (let earlier = 1; earlier < month; earlier += 1) days += lengthOf(earlier, year);
  return days;
}

function isLeap(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

function leapYearsBefore(year: number): number {
  const last = year - 1;
  return Math.floor(last / 4) - Math.floor(last / 100) + Math.floor(last / 400);
}
