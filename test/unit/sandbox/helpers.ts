import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { request as httpRequest } from 'node:http';
import { mkdtemp, rm } from 'node:fs/promises';
import { devNull, tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import OpenAPIBackend, { type Document } from 'openapi-backend';
import contract from '../../../src/api/contract/openapi.yaml';
import { startSandbox, type Sandbox, type SandboxOptions } from '../../../src/sandbox/index';

/** Suites start servers and run Git, which take their time on a busy machine. */
export const TIMEOUT_MS = 60_000;

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The JSON of the body; `at` and `items` look into it. */
  readonly body: unknown;
}

export interface CallOptions {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly json?: unknown;
  /** Null sends none. Default: the token of the sandbox. */
  readonly token?: string | null;
}

let backend: Promise<OpenAPIBackend> | undefined;

/** The contract, to check answers with. It shares no code with the sandbox but the library. */
export function contractOfAnswers(): Promise<OpenAPIBackend> {
  backend ??= new OpenAPIBackend({
    definition: contract as Document,
    quick: true,
    ajvOpts: { validateFormats: false },
  }).init();
  return backend;
}

/** Status and error code, such as `401 APIGW.0301`; the code is empty where there is none. */
export function codeOf({ status, body }: Answer): string {
  const code = at(body, 'error_code') ?? at(body, 'error.code') ?? '';
  return `${status} ${JSON.stringify(code).replaceAll('"', '')}`;
}

/** Sends a request, and checks the answer against the contract when the operation is one of it. */
export async function call(sandbox: Sandbox, target: string, options: CallOptions = {}): Promise<Answer> {
  const { method = 'GET', json, token = sandbox.token, headers = {} } = options;
  const response = await fetch(sandbox.url + target, {
    method,
    redirect: 'manual',
    headers: {
      ...(token === null ? {} : { 'X-Auth-Token': token }),
      ...(json === undefined ? {} : { 'Content-Type': 'application/json' }),
      ...headers,
    },
    ...(json === undefined ? {} : { body: JSON.stringify(json) }),
  });
  const text = await response.text();
  const answer = { status: response.status, headers: response.headers, text, body: parsed(text) };
  await checkAnswer(method, target, answer);
  return answer;
}

/** The value at a path such as `result.repositories.0.name`. */
export function at(value: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>((inner, name) => (inner as Readonly<Record<string, unknown>> | undefined)?.[name], value);
}

/** The list at a path; the test names the fields that it is about to look at. */
export function items<T>(value: unknown, path = ''): T[] {
  const list = path === '' ? value : at(value, path);
  assert.ok(Array.isArray(list), `${path} is a list`);
  return list as T[];
}

async function checkAnswer(method: string, target: string, { status, headers, body }: Answer): Promise<void> {
  assert.match(headers.get('x-request-id') ?? '', /^[0-9a-f]{32}$/, 'every answer has a request ID');
  const { router, validator } = await contractOfAnswers();
  const operation = router.matchOperation({ method, path: target, headers: {} });
  if (operation !== undefined) {
    const { errors } = validator.validateResponse(body, operation, status);
    assert.deepEqual(errors, null, `${operation.operationId ?? ''} ${status} keeps to the contract`);
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Starts a sandbox before the tests of a suite, and ends it after them. */
export function useSandbox(options: SandboxOptions = { repositories: 80 }): { readonly current: Sandbox } {
  const holder: { current: Sandbox } = { current: undefined as unknown as Sandbox };
  before(async () => {
    holder.current = await startSandbox(options);
  });
  after(() => holder.current.close());
  return holder;
}

/** Asks again and again until there is an answer; for what happens in its own time. */
export async function until<T>(ask: () => Promise<T | undefined> | T | undefined, milliseconds = 30_000): Promise<T> {
  const deadline = Date.now() + milliseconds;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) {
      return answer;
    }
    assert.ok(Date.now() < deadline, 'waited in vain');
    await delay(10);
  }
}

const run = promisify(execFile);

/** Runs Git as a person would, without the settings of the machine, and without a password. */
export async function git(...args: string[]): Promise<string> {
  return runGit(args, {});
}

/** Runs Git as the user of a sandbox, whose name and password it sends to that sandbox. */
export function gitOf(
  sandbox: Sandbox,
  { name, password }: { readonly name: string; readonly password: string } = sandbox.user,
): typeof git {
  return (...args) =>
    runGit(args, {
      GIT_CONFIG_COUNT: '1',
      GIT_CONFIG_KEY_0: `http.${sandbox.url}/.extraHeader`,
      GIT_CONFIG_VALUE_0: `Authorization: ${basic(name, password)}`,
    });
}

export function basic(name: string, password: string): string {
  return `Basic ${Buffer.from(`${name}:${password}`).toString('base64')}`;
}

async function runGit(args: string[], more: Readonly<Record<string, string>>): Promise<string> {
  const env = {
    ...process.env,
    GIT_CONFIG_GLOBAL: devNull,
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_TERMINAL_PROMPT: '0',
    no_proxy: '127.0.0.1',
    ...more,
  };
  return (await run('git', args, { env })).stdout.trim();
}

/** A folder that is gone after the suite. */
export function useFolder(): { readonly path: string } {
  const holder = { path: '' };
  before(async () => {
    holder.path = await mkdtemp(path.join(tmpdir(), 'sandbox-test-'));
  });
  after(() => rm(holder.path, { recursive: true, force: true }));
  return holder;
}

/** A request with headers that `fetch` does not let one set, and a path that nothing tidies up. */
export function rawRequest(
  sandbox: Sandbox,
  target: string,
  headers: Readonly<Record<string, string>>,
  method = 'GET',
): Promise<{ status: number; text: string }> {
  const { hostname, port } = new URL(sandbox.url);
  return new Promise((resolve, reject) => {
    const request = httpRequest({ hostname, port, method, path: target, headers, agent: false }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      response.once('end', () => {
        resolve({ status: response.statusCode ?? 0, text });
      });
    });
    request.once('error', reject);
    request.end();
  });
}
