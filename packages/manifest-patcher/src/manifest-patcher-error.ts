/** Every way in which a caller can misuse this package. Bad files are never thrown: they are problems or refusals. */
export type ManifestPatcherErrorCode = 'splice-out-of-range' | 'splices-overlap';

/** Thrown for misuse by the calling code only. */
export class ManifestPatcherError extends Error {
  override readonly name = 'ManifestPatcherError';
  readonly code: ManifestPatcherErrorCode;

  constructor(code: ManifestPatcherErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}
