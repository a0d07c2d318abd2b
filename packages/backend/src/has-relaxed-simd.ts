/** A module of one function: f32x4.relaxed_madd of its three parameters. */
const probe = Uint8Array.from(atob('AGFzbQEAAAABCAFgA3t7ewF7AwIBAAoNAQsAIAAgASAC/YUCCw=='), (character) =>
  character.charCodeAt(0),
);

/**
 * Whether WebAssembly has relaxed SIMD here: Node.js from 22 on and current browsers do. Node.js 20 has it behind
 * `--experimental-wasm-relaxed-simd`, which is set here for the whole process, for modules that are compiled from now on.
 */
export function hasRelaxedSimd(): boolean {
  if (WebAssembly.validate(probe)) return true;
  if (typeof process !== 'object' || !process.versions?.node) return false;
  // Only where it is needed: a version that does not know the flag any more would print that to stderr.
  process.getBuiltinModule('node:v8').setFlagsFromString('--experimental-wasm-relaxed-simd');
  return WebAssembly.validate(probe);
}
