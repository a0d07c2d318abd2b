import { getKernel, type KernelConfig, type KernelFunc, registerKernel, unregisterKernel } from '@tensorflow/tfjs-core';
import { fusedConv2DMaxPool, fusedConv2DMaxPoolGrad } from './kernels/node/fused-conv2d-max-pool.js';
import { maxPoolGrad } from './kernels/node/max-pool-grad.js';
import { isNodeBackend } from './kernels/node/operations.js';
import { step } from './kernels/node/step.js';
import { adamUpdate, globalNorm, rootUpdate, sgdUpdate } from './kernels/node/updates.js';
import type { TrainingKernels } from './kernels/training-kernels.js';

const backendName = 'tensorflow';

/** What TensorFlow does as well by itself. */
type OnWasmOnly =
  | 'AverBatchNorm'
  | 'AverBatchNormGrad'
  | 'AverSeededDropout'
  | 'AverSwish'
  | 'AverSwishGrad'
  | 'AverThreeTapConv2D';

const trainingKernels: Record<Exclude<keyof TrainingKernels, OnWasmOnly>, KernelFunc> = {
  AverAdamUpdate: adamUpdate,
  AverFusedConv2DMaxPool: fusedConv2DMaxPool,
  AverFusedConv2DMaxPoolGrad: fusedConv2DMaxPoolGrad,
  AverGlobalNorm: globalNorm,
  AverRootUpdate: rootUpdate,
  AverSgdUpdate: sgdUpdate,
};

/** Kernels that tfjs-node has and that are slow; what ours leave out goes to the stock one. */
const replacements: Record<string, (stock: KernelFunc) => KernelFunc> = { MaxPoolGrad: maxPoolGrad, Step: step };

/**
 * Gives the backend of tfjs-node the training kernels that make few calls of TensorFlow's operations out of many, and a
 * cheap gradients of relu and max-pooling. Calling it again changes nothing.
 *
 * @param backend The started backend.
 * @returns Whether it has them; not so where it is of a version of tfjs-node with other inner parts.
 */
export function registerNodeKernels(backend: object): boolean {
  if (!isNodeBackend(backend)) return false;
  if (getKernel('AverFusedConv2DMaxPool', backendName)) return true;
  for (const [kernelName, kernelFunc] of Object.entries(trainingKernels)) {
    registerKernel({ kernelName, backendName, kernelFunc });
  }
  for (const [kernelName, replace] of Object.entries(replacements)) {
    const stock: KernelConfig = getKernel(kernelName, backendName);
    // Registering a name that is taken makes TensorFlow.js print a warning.
    unregisterKernel(kernelName, backendName);
    registerKernel({ ...stock, kernelFunc: replace(stock.kernelFunc) });
  }
  return true;
}
