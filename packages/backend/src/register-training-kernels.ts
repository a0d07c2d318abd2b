import {
  engine,
  getKernel,
  type KernelConfig,
  type KernelFunc,
  type NamedAttrMap,
  registerKernel,
  type TensorInfo,
  unregisterKernel,
} from '@tensorflow/tfjs-core';
import { BackendError } from './backend-error.js';
import { avgPoolGrad } from './kernels/avg-pool-grad.js';
import { batchMatMul } from './kernels/batch-mat-mul.js';
import { conv2D, fusedConv2D } from './kernels/convolution/conv2d.js';
import { conv2DBackpropFilter } from './kernels/convolution/conv2d-backprop-filter.js';
import { conv2DBackpropInput } from './kernels/convolution/conv2d-backprop-input.js';
import { depthwiseBackpropFilter, depthwiseBackpropInput } from './kernels/convolution/depthwise-gradients.js';
import { batchNorm, batchNormGrad } from './kernels/fused/batch-norm.js';
import { fusedConv2DMaxPool } from './kernels/fused/fused-conv2d-max-pool.js';
import { fusedConv2DMaxPoolGrad } from './kernels/fused/fused-conv2d-max-pool-grad.js';
import { fusedMatMul } from './kernels/fused/fused-mat-mul.js';
import { swish, swishGrad } from './kernels/fused/swish.js';
import { threeTapConv2D } from './kernels/fused/three-tap-conv2d.js';
import { greater } from './kernels/greater.js';
import { cast, identity } from './kernels/identity.js';
import { maxPoolGrad } from './kernels/max-pool-grad.js';
import { seededDropout } from './kernels/seeded-dropout.js';
import { select } from './kernels/select.js';
import { sum } from './kernels/sum.js';
import { tanh } from './kernels/tanh.js';
import { tile } from './kernels/tile.js';
import type { TrainingKernels } from './kernels/training-kernels.js';
import { unsortedSegmentSum } from './kernels/unsorted-segment-sum.js';
import { adamUpdate } from './kernels/updates/adam-update.js';
import { globalNorm } from './kernels/updates/gradient-norm.js';
import { rootUpdate } from './kernels/updates/root-update.js';
import { sgdUpdate } from './kernels/updates/sgd-update.js';
import { simdKernels } from './kernels/wasm/simd-kernels.js';
import { asWasmBackend, type WasmKernel } from './kernels/wasm/wasm-kernel.js';

// One object without a spread, which bundlers could not leave out of a page that trains nothing.
const trainingKernels: Record<keyof TrainingKernels, WasmKernel> & Record<string, WasmKernel> = {
  AverAdamUpdate: adamUpdate,
  AverBatchNorm: batchNorm,
  AverBatchNormGrad: batchNormGrad,
  AverFusedConv2DMaxPool: fusedConv2DMaxPool,
  AverFusedConv2DMaxPoolGrad: fusedConv2DMaxPoolGrad,
  AverGlobalNorm: globalNorm,
  AverRootUpdate: rootUpdate,
  AverSeededDropout: seededDropout,
  AverSgdUpdate: sgdUpdate,
  AverSwish: swish,
  AverSwishGrad: swishGrad,
  AverThreeTapConv2D: threeTapConv2D,
  AvgPoolGrad: avgPoolGrad,
  BatchMatMul: batchMatMul,
  Cast: cast,
  Conv2D: conv2D,
  Conv2DBackpropFilter: conv2DBackpropFilter,
  Conv2DBackpropInput: conv2DBackpropInput,
  DepthwiseConv2dNativeBackpropFilter: depthwiseBackpropFilter,
  DepthwiseConv2dNativeBackpropInput: depthwiseBackpropInput,
  FusedConv2D: fusedConv2D,
  Greater: greater,
  Identity: identity,
  MaxPoolGrad: maxPoolGrad,
  Select: select,
  Sum: sum,
  Tanh: tanh,
  Tile: tile,
  UnsortedSegmentSum: unsortedSegmentSum,
  _FusedMatMul: fusedMatMul,
};

/** Those of ours that need SIMD: where they are not registered, training takes TensorFlow.js's steps. */
const simdOnly = [
  'AverBatchNorm',
  'AverBatchNormGrad',
  'AverFusedConv2DMaxPool',
  'AverFusedConv2DMaxPoolGrad',
  'AverSeededDropout',
  'AverSwish',
  'AverSwishGrad',
  'AverThreeTapConv2D',
] satisfies Array<keyof TrainingKernels> as string[];

/** What this function registered, so that a second call does not take it for the backend's own. */
const registered = new WeakSet<KernelFunc>();

/**
 * Gives the wasm backend the kernels that training convolutions needs and that it lacks or does slowly.
 *
 * Calling it again changes nothing. It acts on the kernel registry, which all models of the process share.
 *
 * @throws BackendError 'WASM_NOT_REGISTERED' when '@tensorflow/tfjs-backend-wasm' was not imported before.
 * @example
 * import '@tensorflow/tfjs-backend-wasm';
 * registerTrainingKernels();
 */
export function registerTrainingKernels(): void {
  if (!getKernel('BatchMatMul', 'wasm')) {
    throw new BackendError(
      'WASM_NOT_REGISTERED',
      "registerTrainingKernels: the wasm backend is not registered; import '@tensorflow/tfjs-backend-wasm' before",
    );
  }
  for (const [kernelName, kernel] of Object.entries(trainingKernels)) {
    const stock = getKernel(kernelName, 'wasm') as KernelConfig | undefined;
    if (stock && registered.has(stock.kernelFunc)) continue;
    // Registering a name that is taken makes TensorFlow.js print a warning.
    if (stock) unregisterKernel(kernelName, 'wasm');
    const kernelFunc: KernelFunc = (params) =>
      kernel(asWasmBackend(params.backend), params.inputs, params.attrs ?? {}, (attrs) => {
        const stockParams = attrs ? { ...params, attrs: attrs as NamedAttrMap } : params;
        return stock?.kernelFunc(stockParams) as TensorInfo;
      });
    registered.add(kernelFunc);
    // The stock kernel's set-up stays, for the cases that are left to it.
    const setupFunc = simdOnly.includes(kernelName) ? withdrawWithoutSimd : stock?.setupFunc;
    registerKernel({ ...stock, kernelName, backendName: 'wasm', setupFunc, kernelFunc });
  }
  const { wasm } = engine().registry;
  if (wasm) withdrawWithoutSimd(wasm);
}

/** TensorFlow.js calls this when the backend is set, which is when its memory is there to look at. */
function withdrawWithoutSimd(backend: object): void {
  if (simdKernels(asWasmBackend(backend))) return;
  for (const kernelName of simdOnly) if (getKernel(kernelName, 'wasm')) unregisterKernel(kernelName, 'wasm');
}
