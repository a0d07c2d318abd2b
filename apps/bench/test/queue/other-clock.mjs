// Sets the clock of a process by AVER_CLOCK_HOURS: node --import other-clock.mjs.
const shift = Number(process.env.AVER_CLOCK_HOURS) * 3_600_000;
const { now } = Date;
globalThis.Date = class extends Date {
  constructor(...args) {
    if (args.length > 0) super(...args);
    else super(now() + shift);
  }
  static now() {
    return now() + shift;
  }
};
