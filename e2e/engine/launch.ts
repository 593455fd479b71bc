import config from '../../playwright.config.ts';

/** The browser of `playwright.config.ts`, which draws WebGL by the processor, with WebGPU drawn so too. */
export const launchOptions = {
  ...config.use?.launchOptions,
  args: [
    ...(config.use?.launchOptions?.args ?? []),
    '--enable-unsafe-webgpu',
    '--use-webgpu-adapter=swiftshader',
    '--enable-features=Vulkan',
  ],
};
