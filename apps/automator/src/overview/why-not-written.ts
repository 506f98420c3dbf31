import type { ReportedError, Update } from '../reconcile/index.ts';

/** The way to write an update, and what is in it. */
export interface WriteWay {
  /** The config repo. */
  readonly name: string;
  /** Whether it has a forge, where pull requests can be opened. */
  readonly hasForge: boolean;
  /** Why its last look failed, where it did. */
  readonly fault: Pick<ReportedError, 'message'> | undefined;
  /** Whether the pull request of this update is kept for later. */
  readonly waits: boolean;
}

/** Why an update that is due is not written, for people; undefined where it is about to be. */
export function whyNotWritten(
  { delivery, binding }: Pick<Update, 'delivery' | 'binding'>,
  { name, hasForge, fault, waits }: WriteWay,
): string | undefined {
  if (delivery === 'observe') {
    const { file, line } = binding.writtenAt;
    return binding.options.writeBack === 'observe'
      ? `its write-back is observe (${file}:${line}), so it is only shown`
      : `writeBack of ${name} is observe, so it is only shown`;
  }
  if (fault !== undefined) return `not written: ${fault.message}`;
  if (delivery === 'pull-request' && !hasForge) return `no forge is named for ${name}, so it is only shown`;
  return waits
    ? 'its pull request waits for company, or for room within the limits of pull requests'
    : undefined;
}
