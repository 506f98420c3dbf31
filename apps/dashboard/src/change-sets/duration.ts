const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** Says how long something took, with at most two units: `0.4 s`, `12 s`, `3 min 20 s`, `2 h 5 min`, `3 d 4 h`. */
export function sayDuration(milliseconds: number): string {
  if (milliseconds < 0) return '0 s';
  const tenths = Math.round(milliseconds / 100);
  if (tenths < 100) return `${tenths / 10} s`;
  const whole = Math.round(milliseconds / second) * second;
  if (whole < minute) return `${whole / second} s`;
  if (whole < hour) return twoUnits(whole, minute, 'min', second, 's');
  const minutes = Math.round(milliseconds / minute) * minute;
  if (minutes < day) return twoUnits(minutes, hour, 'h', minute, 'min');
  return twoUnits(Math.round(milliseconds / hour) * hour, day, 'd', hour, 'h');
}

function twoUnits(milliseconds: number, large: number, largeName: string, small: number, smallName: string) {
  const first = Math.floor(milliseconds / large);
  const second = Math.round((milliseconds % large) / small);
  return second === 0 ? `${first} ${largeName}` : `${first} ${largeName} ${second} ${smallName}`;
}
