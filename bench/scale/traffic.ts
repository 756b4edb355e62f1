import { subscribe } from 'node:diagnostics_channel';

/** What Node itself sees of this process's requests, whoever sends them. */
export class Traffic {
  #started = 0;
  #underWay = 0;
  #most = 0;

  constructor() {
    subscribe('http.client.request.start', () => {
      this.#started += 1;
      this.#underWay += 1;
      this.#most = Math.max(this.#most, this.#underWay);
    });
    for (const end of ['http.client.response.finish', 'http.client.request.error']) {
      subscribe(end, () => {
        this.#underWay -= 1;
      });
    }
  }

  /** Since the start, or since the last call: how many requests, and how many at once. */
  take(): { readonly requests: number; readonly mostAtOnce: number } {
    const taken = { requests: this.#started, mostAtOnce: this.#most };
    this.#started = 0;
    this.#most = this.#underWay;
    return taken;
  }
}
