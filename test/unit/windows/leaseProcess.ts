// A process that takes leases, as the test tells it.
import { appendFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { Leases, type Lease } from '../../../src/windows/lease';
import { HeldLease } from '../../../src/windows/heldLease';
import { systemTimers } from '../../../src/windows/timers';
import { obeyOrders } from './support';

export type Order =
  | { readonly do: 'release' | 'isHeld' | 'nothing' }
  | { readonly do: 'hold'; readonly name: string; readonly forMs: number; readonly renewEveryMs: number }
  | { readonly do: 'take'; readonly name: string; readonly holdForMs: number }
  /** Takes the lease so often, and writes down when it comes in and when it leaves. */
  | { readonly do: 'race'; readonly name: string; readonly times: number; readonly diary: string };

const [folder = '', name = ''] = process.argv.slice(2);
const held: Lease[] = [];
let holder: HeldLease | undefined;
const clock = (): Date => new Date();
const leases = new Leases(folder, { owner: name, clock });

obeyOrders(async (order: Order): Promise<unknown> => {
  switch (order.do) {
    case 'take': {
      const lease = await leases.take(order.name, order.holdForMs);
      held.push(...(lease === undefined ? [] : [lease]));
      return lease !== undefined;
    }
    case 'hold':
      holder = new HeldLease(order.name, { ...order, leases, clock, timers: systemTimers });
      return undefined;
    case 'isHeld':
      return holder?.held;
    case 'release':
      await holder?.release();
      await Promise.all(held.splice(0).map((lease) => lease.release()));
      return undefined;
    case 'race':
      return race(order.name, order.times, order.diary);
    case 'nothing':
      return undefined;
  }
});

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
