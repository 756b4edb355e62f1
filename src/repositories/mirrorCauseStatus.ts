import type { MirrorCause } from './mirrorCauseKinds';

/** A number counts only behind one of these: ports, exit statuses and names contain numbers too. */
const STATUS =
  /(?:returned error|http(?: error)?(?: response)?(?: status)?(?: code)?|(?<!exit )status code|respon\w+(?: with)?(?: status)?(?: code)?|(?<![\w-])error(?: code)?|(?<!exit )\bcode|返回(?:了)?(?:错误)?(?:代)?(?:码)?|错误(?:代)?码?|状态码?|响应码?)[ :=]{0,4}(\d{3})(?![\d.])/gu;

const CAUSES: Readonly<Record<number, MirrorCause>> = {
  400: 'malformedAddress',
  401: 'credentials',
  403: 'forbidden',
  404: 'notFound',
  407: 'unreachable',
  408: 'timeout',
  410: 'notFound',
  413: 'tooLarge',
  414: 'malformedAddress',
  429: 'rateLimited',
  451: 'forbidden',
  507: 'storage',
  509: 'rateLimited',
  511: 'loginPage',
};
const OTHER_REFUSALS: ReadonlySet<number> = new Set([405, 406, 409, 411, 412, 415, 416, 417, 418, 421, 422, 423, 426]);

/** @param words see `mirrorErrorWords` */
export function causeOfStatus(words: string): MirrorCause | undefined {
  for (const [, digits] of words.matchAll(STATUS)) {
    const cause = causeOf(Number(digits));
    if (cause !== undefined) {
      return cause;
    }
  }
  return undefined;
}

function causeOf(status: number): MirrorCause | undefined {
  if (status >= 300 && status <= 308) {
    return 'redirected';
  }
  if ((status >= 500 && status <= 530) || OTHER_REFUSALS.has(status)) {
    return CAUSES[status] ?? 'sourceServer';
  }
  return CAUSES[status];
}
