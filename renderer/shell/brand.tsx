/** The mark: two squares that share a corner, as a window slides over an image. */
export const Brand = ({ size = 22 }: { readonly size?: number }) => (
  <svg width={size} height={size} viewBox="0 0 24 24" aria-hidden="true">
    <rect x="2" y="2" width="13" height="13" rx="3.2" fill="var(--brand-a)" />
    <rect x="9" y="9" width="13" height="13" rx="3.2" fill="var(--brand-b)" />
    <rect x="9" y="9" width="6" height="6" rx="1.2" fill="var(--bg-chrome)" />
  </svg>
);
