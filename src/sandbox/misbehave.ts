import type { ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import type { HittingFault } from './faults';
import { errorBody, Refusal, refusals } from './refusals';
import { jsonReply, send, sendCut, type Reply } from './reply';

/** Nobody listens there, should a client follow after all. */
const ELSEWHERE = 'http://127.0.0.1:1/elsewhere';
const PAGE = '<!DOCTYPE html><html><head><title>Gateway</title></head><body><h1>Please stand by</h1></body></html>';

export interface Exchange {
  readonly response: ServerResponse;
  readonly requestId: string;
  /** Ends waiting when the sandbox is closed. */
  readonly closing: AbortSignal;
  readonly expireToken: () => void;
  /** What is done without faults. It may have sent its answer itself, and then returns none. */
  readonly produce: () => Promise<Reply | undefined>;
}

/** Answers a request under the faults that hit it. */
export async function answer(faults: readonly HittingFault[], exchange: Exchange): Promise<void> {
  for (const fault of faults) {
    if (fault.kind === 'latency') {
      await delay(fault.ms, undefined, { signal: exchange.closing });
    } else {
      await misbehave(fault, exchange);
      return;
    }
  }
  await behave(exchange);
}

async function behave({ produce, response }: Exchange): Promise<void> {
  const reply = await produce();
  if (reply !== undefined) {
    send(response, reply);
  }
}

type Misbehaviour = Exclude<HittingFault, { readonly kind: 'latency' }>;

async function misbehave(fault: Misbehaviour, exchange: Exchange): Promise<void> {
  const { response, requestId, produce } = exchange;
  switch (fault.kind) {
    case 'expireToken':
      exchange.expireToken();
      await behave(exchange);
      return;
    case 'hang':
      if (fault.after === true) {
        await produce();
      }
      // Nothing answers: the client gives up, or the sandbox is closed.
      return;
    case 'reset':
      if (fault.after === true) {
        await produce();
      }
      response.socket?.resetAndDestroy();
      return;
    case 'cutBody': {
      const reply = await produce();
      if (reply !== undefined) {
        sendCut(response, reply);
      }
      return;
    }
    case 'status':
      send(response, failure(fault, requestId));
      return;
    case 'html':
      send(response, { status: fault.status ?? 200, headers: { 'Content-Type': 'text/html' }, body: PAGE });
      return;
    case 'redirect':
      send(response, jsonReply(fault.status ?? 302, undefined, { Location: fault.location ?? ELSEWHERE }));
      return;
    case 'body':
      send(response, anyBody(fault.status ?? 200, fault.body));
      return;
  }
}

function failure(fault: Extract<HittingFault, { readonly kind: 'status' }>, requestId: string): Reply {
  const headers: Record<string, string> =
    fault.retryAfter === undefined ? {} : { 'Retry-After': String(fault.retryAfter) };
  const refusal =
    fault.status === 429
      ? refusals.throttled()
      : new Refusal(fault.status, 'APIGW.0201', 'Backend unavailable or backend timeout.');
  return fault.body === undefined
    ? jsonReply(fault.status, errorBody(refusal, undefined, requestId), headers)
    : { ...anyBody(fault.status, fault.body), headers };
}

function anyBody(status: number, body: unknown): Reply {
  const reply = jsonReply(status, body);
  return typeof body === 'string' ? { ...reply, body } : reply;
}
