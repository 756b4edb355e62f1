import OpenAPIBackend, {
  OpenAPIRouter,
  OpenAPIValidator,
  type Document,
  type Operation,
  type Request,
  type ValidationResult,
} from 'openapi-backend';
// The two imports that every other file of the sandbox takes from here: it serves the contract, and uses no code of
// the API module.
import document from '../api/contract/openapi.yaml';
import type { components, operations } from '../api/contract/schema.gen';

/** Records as they travel. */
export type Schemas = components['schemas'];
export type OperationId = keyof operations;

type Parameter<Id extends OperationId, Where extends 'path' | 'query' | 'header'> = NonNullable<
  operations[Id]['parameters'][Where]
>;
type JsonOf<T> = T extends { content: { 'application/json': infer Body } } ? Body : undefined;
type Successes<Responses> = { [S in keyof Responses & (200 | 201)]: JsonOf<Responses[S]> };

/** What a handler gets: values that were checked against the contract. */
export interface Input<Id extends OperationId> {
  readonly path: Parameter<Id, 'path'>;
  readonly query: Parameter<Id, 'query'>;
  readonly header: Parameter<Id, 'header'>;
  readonly body: operations[Id] extends { requestBody?: infer Body }
    ? JsonOf<NonNullable<Body>> | undefined
    : undefined;
}

/** What a handler answers when it succeeds. Everything else is a `Refusal`. */
export interface Success<Id extends OperationId> {
  readonly status: keyof Successes<operations[Id]['responses']>;
  readonly body: Successes<operations[Id]['responses']>[keyof Successes<operations[Id]['responses']>];
  readonly headers?: Readonly<Record<string, string>>;
}

/** Which family of errors an operation answers with (NOTES.md section 5). */
export type Service = 'iam' | 'repoFlat' | 'repoEnvelope' | 'projectman' | 'hss';

export interface IncomingCall {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string | string[]>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

export interface MatchedOperation {
  readonly id: string;
  readonly service: Service;
  /** False where the contract asks for no credentials. */
  readonly secured: boolean;
}

export type CheckedCall =
  | { readonly valid: true; readonly path: unknown; readonly query: unknown; readonly header: unknown }
  | { readonly valid: false; readonly problem: string };

/** The router of the library takes the document apart for every request; once is enough. */
class Router extends OpenAPIRouter {
  private operations: Operation[] | undefined;

  override getOperations(): Operation[] {
    this.operations ??= super.getOperations();
    return this.operations;
  }
}

/** The contract as something to ask: which operation is this, and does the request keep to it. */
export class Contract {
  private readonly router: Router;
  private readonly validator: OpenAPIValidator;

  private constructor(definition: Document) {
    this.router = new Router({ definition });
    this.validator = new OpenAPIValidator({
      definition,
      router: this.router,
      lazyCompileValidators: true,
      coerceTypes: true,
      // int32, int64 and password are formats that only describe.
      ajvOpts: { validateFormats: false },
    });
  }

  static async load(): Promise<Contract> {
    const backend = new OpenAPIBackend({
      // The type of a YAML import is unknown. The generator of the types refuses a document that is not OpenAPI.
      definition: document as Document,
      // Leaves out the library's own check of the document, which knows OpenAPI 3.0 only.
      quick: true,
      validate: false,
    });
    await backend.init();
    return new Contract(backend.definition);
  }

  match(method: string, path: string): MatchedOperation | undefined {
    const operation = this.router.matchOperation({ method, path, headers: {} });
    if (operation?.operationId === undefined) {
      return undefined;
    }
    const secured = (operation.security ?? []).length > 0;
    return { id: operation.operationId, service: serviceOf(operation.tags ?? [], operation.path), secured };
  }

  /** Checks path, query, headers and body. Texts of path and query come back as the types that the contract names. */
  check(operationId: string, call: IncomingCall): CheckedCall {
    const request = {
      method: call.method,
      path: call.path,
      query: { ...call.query },
      headers: { ...call.headers },
      body: call.body,
    };
    const result = this.validate(request, operationId);
    if (result?.valid !== true) {
      const first = result?.errors?.[0];
      return { valid: false, problem: `${first?.instancePath ?? 'path'} ${first?.message ?? 'is invalid'}`.trim() };
    }
    return {
      valid: true,
      path: result.coerced?.params,
      query: result.coerced?.query,
      header: this.declaredHeaders(operationId, call.headers),
    };
  }

  /** Undefined when a part of the path is not percent-encoded text. */
  private validate(request: Request, operationId: string): ValidationResult<Request> | undefined {
    try {
      return this.validator.validateRequest(request, operationId);
    } catch (error) {
      if (error instanceof URIError) {
        return undefined;
      }
      throw error;
    }
  }

  /** Headers under the names that the contract gives them. */
  private declaredHeaders(operationId: string, headers: Readonly<Record<string, string>>): Record<string, unknown> {
    const parameters = this.router.getOperation(operationId)?.parameters ?? [];
    const names = parameters.flatMap((p) => ('in' in p && p.in === 'header' ? [p.name] : []));
    return Object.fromEntries(names.map((name) => [name, headers[name.toLowerCase()]]));
  }
}

function serviceOf(tags: readonly string[], path: string): Service {
  if (tags.includes('iam')) {
    return 'iam';
  }
  if (tags.some((tag) => tag.startsWith('hss'))) {
    return 'hss';
  }
  if (tags.includes('projectman')) {
    return 'projectman';
  }
  return path.startsWith('/v4/') ? 'repoFlat' : 'repoEnvelope';
}
