/** A file as a commit is to hold it. */
export interface FileChange {
  readonly path: string;
  /** Git's file mode, `100644` or `100755`: a change of content keeps it. */
  readonly mode: string;
  readonly bytes: Uint8Array;
}

/** One commit to write on top of another. */
export interface NewCommit {
  readonly message: string;
  readonly changes: readonly FileChange[];
}

/** Somebody whom a commit names. */
export interface Committer {
  readonly name: string;
  readonly email: string;
}

/** How commits are signed; nothing is ever written unsigned where this is given. */
export type Signing =
  /** By a key of the user's GnuPG keyring, or of the keyring in `home`. */
  | { readonly format: 'gpg'; readonly key: string; readonly home?: string | undefined }
  /** By a private key in a file, without a passphrase. */
  | { readonly format: 'ssh'; readonly keyFile: string };

/** Who our commits are by. */
export interface Signature {
  readonly committer: Committer;
  /** The committer where it is left out. */
  readonly author?: Committer | undefined;
  readonly signing?: Signing | undefined;
}
