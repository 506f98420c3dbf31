/** A reason as the service says it, as a sentence: with a capital at its start and a stop at its end. */
export function sentence(text: string): string {
  const trimmed = text.trim();
  const [first] = trimmed;
  if (first === undefined) return '';
  // A name that begins a sentence, such as a path or a version, stays as it is written.
  const isWord = /^[a-z]+(\s|$)/.test(trimmed);
  const capital = isWord ? first.toUpperCase() + trimmed.slice(1) : trimmed;
  return /[.!?]$/.test(capital) ? capital : `${capital}.`;
}
