import type { Session } from '@deployment-automator/api-schema';
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { ApiClient } from '../api/client.ts';
import type { Live } from '../api/live.ts';

/** What every page may use. */
export interface AppServices {
  readonly client: ApiClient;
  readonly live: Live;
  readonly session: Session;
  /** Whether a token is kept in this tab. */
  readonly hasToken: boolean;
  /**
   * Asks the person for a token that may act.
   * @param why what it is needed for, as `Holding an image`
   * @returns whether the person may act now
   */
  askForToken(why: string): Promise<boolean>;
  /** Says something to those who hear the page. */
  announce(text: string): void;
}

export const AppContext = createContext<AppServices | undefined>(undefined);

/** What every page may use; only inside the shell. */
export function useApp(): AppServices {
  const services = useContext(AppContext);
  if (services === undefined) throw new Error('useApp is for what stands inside the shell');
  return services;
}
