// One window, as far as the others see it: a process of its own, which does what the test sends it.
import { WindowLink } from '../../../../src/accounts/windows/windowLink';
import { obeyOrders } from '../../windows/support';

export type Order =
  { readonly do: 'open' | 'close' | 'heard' | 'log' } | { readonly do: 'ask' | 'tell'; readonly message: unknown };

const [folder = '', name = '', manner = 'told'] = process.argv.slice(2);
const heard: unknown[] = [];
const log: string[] = [];
const link = new WindowLink({
  folder,
  answer: (message) => {
    heard.push(message);
    return { name, message };
  },
  log: (text) => log.push(text),
});

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
  }
}

if (manner === 'told') {
  obeyOrders(obey);
} else {
  // A window that nobody closes: nothing here may keep its process running.
  void link.open().then(() => (manner === 'closed' ? link.close() : undefined));
}
