import type { LookupAddress } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { createInternalCheck } from './internal-address.ts';

/** The code of the error below for a name that leads to internal addresses only. */
export const refusedAddress = 'ERR_REFUSED_ADDRESS';

class RefusedAddressError extends Error {
  override readonly name = 'RefusedAddressError';
  readonly code = refusedAddress;
}

/**
 * Looks names up as `lookup` does and gives only addresses that may be asked. A connection is made to what it
 * gives, so a name cannot lead elsewhere between the check and the connection.
 *
 * @param mayBeInternal the names that the operator wrote down
 */
export function guardedLookup(
  lookup: LookupFunction,
  mayBeInternal: (hostname: string) => boolean,
): LookupFunction {
  const isInternal = createInternalCheck();
  return (hostname, options, callback) => {
    if (mayBeInternal(hostname)) {
      lookup(hostname, options, callback);
      return;
    }
    lookup(hostname, { ...options, all: true }, (error, found, family) => {
      if (error !== null) {
        callback(error, '', 0);
        return;
      }
      const addresses = typeof found === 'string' ? [{ address: found, family: family ?? 0 }] : found;
      const allowed = addresses.filter(({ address }) => !isInternal(address));
      const [first] = allowed;
      if (first === undefined) callback(new RefusedAddressError('refused'), '', 0);
      else if (options.all === true) callback(null, [...allowed] satisfies LookupAddress[]);
      else callback(null, first.address, first.family);
    });
  };
}
