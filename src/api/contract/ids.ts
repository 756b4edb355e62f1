/**
 * Identifiers that look alike and must not be swapped (NOTES.md section 4). A brand costs nothing at
 * run time; it makes the compiler refuse a CodeArts project where an IAM project is wanted.
 */
declare const brand: unique symbol;
type Branded<T, Name extends string> = T & { readonly [brand]: Name };

/** Numeric repository ID, 1 to 2147483647. */
export type RepositoryId = Branded<number, 'RepositoryId'>;
/** Repository UUID: text without `/`, 32 hexadecimal digits in every example. */
export type RepositoryUuid = Branded<string, 'RepositoryUuid'>;
/** IAM project ID: the path of HSS and `X-Project-Id`. Comes from the token's `project.id`. */
export type IamProjectId = Branded<string, 'IamProjectId'>;
/** CodeArts project UUID: 32 letters and digits. Comes from ProjectMan or a repository record. */
export type CodeArtsProjectId = Branded<string, 'CodeArtsProjectId'>;
/** Identifier of a container image registry in HSS, 1 to 64 characters. */
export type RegistryId = Branded<string, 'RegistryId'>;
