/** A request that arrived. Header values are left out: they hold the secrets. */
export interface RecordedRequest {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly operationId: string | undefined;
  readonly at: Date;
}
