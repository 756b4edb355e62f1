const CHINA_OFFSET_MS = 8 * 60 * 60 * 1000;

/** `2024-12-27T18:52:21.000+08:00`, as CodeArts Repo v4 writes dates. */
export function isoInChina(date: Date): string {
  return new Date(date.getTime() + CHINA_OFFSET_MS).toISOString().replace('Z', '+08:00');
}

/** `2019-10-15 09:40:27`, as CodeArts Repo v2 writes dates: China time, without saying so. */
export function plainInChina(date: Date): string {
  return isoInChina(date).slice(0, 19).replace('T', ' ');
}

/** `2020-01-04T09:08:49.965000Z`, as IAM writes dates. */
export function iamDate(date: Date): string {
  return date.toISOString().replace('Z', '000Z');
}
