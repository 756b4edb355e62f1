import type { AccessKeys } from '../accessKeys';
import type { Caller } from '../authentication';
import type { Input, OperationId, Success } from '../contract';
import type { Mirroring } from '../git/mirroring';
import { refusals } from '../refusals';
import type { State } from '../state';
import type { RepositoryRecord } from '../model';
import type { Refusal } from '../refusals';
import type { Tokens } from '../tokens';
import type { Users } from '../users';

/** What operations work with. */
export interface Cloud {
  readonly state: State;
  readonly tokens: Tokens;
  readonly users: Users;
  readonly accessKeys: AccessKeys;
  readonly mirroring: Mirroring;
  readonly clock: () => Date;
  /** Address of the sandbox. */
  readonly url: string;
}

export interface Call<Id extends OperationId> extends Input<Id> {
  readonly cloud: Cloud;
  /** Absent for operations that ask for no credentials. */
  readonly caller?: Caller;
}

/** Answers one operation, or throws a `Refusal`. */
export type Handler<Id extends OperationId> = (call: Call<Id>) => Success<Id>;

/** A handler whose input is checked before it is called; see `handler`. */
export type AnyHandler = (call: {
  readonly path: unknown;
  readonly query: unknown;
  readonly header: unknown;
  readonly body: unknown;
  readonly cloud: Cloud;
  readonly caller?: Caller;
}) => Success<OperationId>;

/** Ties a handler to the operation that it answers. */
export function handler<Id extends OperationId>(id: Id, handle: Handler<Id>): readonly [Id, AnyHandler] {
  // The server calls it only with what the contract check of this very operation let through.
  return [id, handle as unknown as AnyHandler];
}

export function repositoryOf(
  cloud: Cloud,
  id: number,
  notFound: () => Refusal = refusals.repositoryNotFound,
): RepositoryRecord {
  const repository = cloud.state.repository(id);
  if (repository === undefined) {
    throw notFound();
  }
  return repository;
}
