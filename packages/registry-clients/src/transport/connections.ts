import { lookup as systemLookup } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { createSecureContext, rootCertificates, type SecureContext } from 'node:tls';
import { type Dispatcher, EnvHttpProxyAgent } from 'undici';
import type { ConnectionOptions, Endpoint } from '../endpoint.ts';
import type { ProxyOptions } from '../registry-options.ts';
import { guardedLookup } from './guarded-lookup.ts';

/** The pools of connections: one for registries of which nothing is known, and some for each that is listed. */
export interface Connections {
  dispatcherFor(endpoint: Endpoint, url: URL): Dispatcher;
  /** Resolves once what is under way has ended. */
  close(): Promise<void>;
}

export interface ConnectionsOptions {
  readonly connectTimeout: number;
  readonly requestTimeout: number;
  readonly proxy: ProxyOptions | undefined;
  /** How names are looked up. */
  readonly lookup: LookupFunction | undefined;
}

/**
 * A client certificate, and the permission not to check the other side's, are for the registry's own host alone; a
 * certificate authority is trusted also for the hosts that the registry sends us to, beside the usual ones.
 *
 * Through a proxy it is the proxy that looks names up, so only addresses that stand in a URL are checked here.
 */
export function createConnections(options: ConnectionsOptions): Connections {
  const pools = new Map<string, Dispatcher>();

  function open(endpoint: Endpoint, own: boolean): Dispatcher {
    const { connectTimeout: timeout, requestTimeout } = options;
    const { connection } = endpoint;
    const tls = tlsOptions(connection, own);
    const proxy = proxyOf(connection, options.proxy);
    return new EnvHttpProxyAgent({
      // An empty text, where undefined would mean the environment of the process.
      httpProxy: proxy.http ?? '',
      httpsProxy: proxy.https ?? '',
      noProxy: proxy.except ?? '',
      proxyTunnel: false,
      headersTimeout: requestTimeout,
      bodyTimeout: requestTimeout,
      connect: {
        ...tls,
        timeout,
        lookup: guardedLookup(options.lookup ?? systemLookup, (name) => endpoint.hostnames.has(name)),
      },
      requestTls: { ...tls, timeout },
      proxyTls: { timeout },
    });
  }

  return {
    dispatcherFor(endpoint, url) {
      const listed = endpoint.hostnames.size > 0;
      const own = listed && url.origin === endpoint.origin;
      const key = listed ? `${endpoint.host} ${own}` : '';
      const found = pools.get(key) ?? open(endpoint, own);
      pools.set(key, found);
      return found;
    },
    async close() {
      await Promise.all([...pools.values()].map((pool) => pool.close()));
    },
  };
}

function proxyOf(connection: ConnectionOptions | undefined, common: ProxyOptions | undefined): ProxyOptions {
  const own = connection?.proxy;
  if (own === undefined) return common ?? {};
  return own === false ? {} : { http: own, https: own };
}

function tlsOptions(
  connection: ConnectionOptions | undefined,
  own: boolean,
): { readonly secureContext?: SecureContext; readonly rejectUnauthorized?: boolean } {
  const { ca, clientCertificate, insecureSkipTlsVerify } = connection ?? {};
  const certificate = own ? clientCertificate : undefined;
  const secureContext =
    ca === undefined && certificate === undefined
      ? undefined
      : createSecureContext({
          ...(ca === undefined ? {} : { ca: [...rootCertificates, ca] }),
          ...(certificate === undefined
            ? {}
            : { cert: certificate.certificate, key: certificate.key, passphrase: certificate.passphrase }),
        });
  return {
    ...(secureContext === undefined ? {} : { secureContext }),
    ...(own && insecureSkipTlsVerify === true ? { rejectUnauthorized: false } : {}),
  };
}
