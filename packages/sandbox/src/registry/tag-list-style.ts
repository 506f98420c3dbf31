/** In what a registry's `tags/list` is unlike that of the specification, as real ones are. */
export interface TagListStyle {
  /** The most tags on one page, whatever `n` asks. Default: 1000. */
  readonly pageSize?: number;
  /** A page without `n` in the request has this many. Default: as `pageSize`. */
  readonly defaultPageSize?: number;
  /** `n` and `last` are ignored and everything comes at once, as from distribution 2. Default: `false`. */
  readonly ignoresPaging?: boolean;
  /** An `n` above `pageSize` is refused with this status (Amazon: 405). Default: it is taken as `pageSize`. */
  readonly refusesLargePages?: number;
  /** The tags are in order of their push, not of their names (GHCR). Default: `false`. */
  readonly oldestFirst?: boolean;
  /** Whole URLs in `Link`. Default: paths. */
  readonly absoluteLinks?: boolean;
  /** The `last` of a `Link` is a token that means nothing to others. Default: it is a tag. */
  readonly opaqueLinks?: boolean;
  /** Each page holds half the tags that it could, and still has a next one. Default: `false`. */
  readonly shortPages?: boolean;
  /** A repository without tags has `"tags": null`. Default: an empty list. */
  readonly nullWhenEmpty?: boolean;
  /** The path in `Link` lacks its first part after `/v2/` (Artifactory's virtual repositories). Default: `false`. */
  readonly brokenLinks?: boolean;
  /** Each page links to a next one, for ever. Default: `false`. */
  readonly endless?: boolean;
}
