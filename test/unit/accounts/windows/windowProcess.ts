// One window, as far as the others see it: a process of its own, which does what the test sends it.
import { appendFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { Leases, type Lease } from '../../../../src/accounts/windows/lease';
import { WindowLink } from '../../../../src/accounts/windows/windowLink';

export type Order =
  | { readonly do: 'open' | 'close' | 'heard' | 'log' | 'release' | 'nothing' }
  | { readonly do: 'ask' | 'tell'; readonly message: unknown }
  | { readonly do: 'take'; readonly name: string; readonly holdForMs: number }
  /** Takes the lease so often, and writes down when it comes in and when it leaves. */
  | { readonly do: 'race'; readonly name: string; readonly times: number; readonly diary: string };

export interface OrderSent {
  readonly id: number;
  readonly order: Order;
}

export interface Done {
  readonly id: number;
  readonly result?: unknown;
  readonly error?: string;
}

const [folder = '', name = '', manner = 'told'] = process.argv.slice(2);
const heard: unknown[] = [];
const log: string[] = [];
const held: Lease[] = [];
const link = new WindowLink({
  folder,
  answer: (message) => {
    heard.push(message);
    return { name, message };
  },
  log: (text) => log.push(text),
});
const leases = new Leases(folder, { owner: name, clock: () => new Date() });

async function obey(order: Order): Promise<unknown> {
  switch (order.do) {
    case 'open':
      return link.open();
    case 'close':
      return link.close();
    case 'heard':
      return heard;
    case 'log':
      return log;
    case 'ask':
      return link.ask(order.message);
    case 'tell':
      return link.tell(order.message);
    case 'take': {
      const lease = await leases.take(order.name, order.holdForMs);
      held.push(...(lease === undefined ? [] : [lease]));
      return lease !== undefined;
    }
    case 'release':
      await Promise.all(held.splice(0).map((lease) => lease.release()));
      return undefined;
    case 'race':
      return race(order.name, order.times, order.diary);
    case 'nothing':
      return undefined;
  }
}

async function race(lease: string, times: number, diary: string): Promise<void> {
  for (let won = 0; won < times;) {
    const taken = await leases.take(lease, 60_000);
    if (taken === undefined) {
      await delay(Math.random() * 40);
      continue;
    }
    appendFileSync(diary, `enter ${name}\n`);
    await delay(1);
    appendFileSync(diary, `leave ${name}\n`);
    await taken.release();
    won += 1;
  }
}

if (manner === 'told') {
  process.on('message', ({ id, order }: OrderSent) => {
    obey(order).then(
      (result) => process.send?.({ id, result } satisfies Done),
      (error: unknown) => process.send?.({ id, error: String(error) } satisfies Done),
    );
  });
} else {
  // A window that nobody closes: nothing here may keep its process running.
  void link.open().then(() => (manner === 'closed' ? link.close() : undefined));
}
