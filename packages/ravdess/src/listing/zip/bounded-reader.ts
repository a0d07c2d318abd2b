import { read } from 'node:fs';
import { promisify } from 'node:util';

const readBytes = promisify(read);

/**
 * Reads a file within its bounds, whatever places an archive names: `fs.read` throws for some of them where nobody can
 * catch it.
 */
export class BoundedReader {
  constructor(
    private readonly descriptor: number,
    readonly size: number,
    private readonly start = 0,
  ) {}

  /** Reads a part of the file as if it were one of its own. */
  part(start: number, size: number): BoundedReader {
    if (!(start >= 0 && size >= 0 && start + size <= this.size)) {
      throw new Error(`bytes ${start} to ${start + size} of ${this.size} do not exist`);
    }
    return new BoundedReader(this.descriptor, size, this.start + start);
  }

  /**
   * Fills a buffer with the bytes from a place on.
   *
   * @throws Error when the file has no such bytes; what the file system says.
   */
  async fill(buffer: Buffer, position: number): Promise<void> {
    const end = position + buffer.length;
    if (!(position >= 0 && end <= this.size)) {
      throw new Error(`bytes ${position} to ${end} of ${this.size} do not exist`);
    }
    for (let done = 0; done < buffer.length; ) {
      const from = this.start + position + done;
      const { bytesRead } = await readBytes(this.descriptor, buffer, done, buffer.length - done, from);
      if (bytesRead === 0) throw new Error('the archive was cut while it was read');
      done += bytesRead;
    }
  }
}
