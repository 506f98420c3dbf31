const key = 'deployment-automator:token';

/** Keeps the token of the API for as long as the tab is open, and nowhere else. */
export interface TokenStore {
  read(): string | undefined;
  write(token: string | undefined): void;
}

/** Falls back to memory where the browser forbids storage: then a reload asks again. */
export function createTokenStore(): TokenStore {
  let memory: string | undefined;
  return {
    read() {
      try {
        return sessionStorage.getItem(key) ?? memory;
      } catch {
        return memory;
      }
    },
    write(token) {
      memory = token;
      try {
        if (token === undefined) sessionStorage.removeItem(key);
        else sessionStorage.setItem(key, token);
      } catch {
        // It stays in memory.
      }
    },
  };
}
