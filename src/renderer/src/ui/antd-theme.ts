/** Ant Design on the desk's tokens. The map is pinned after the algorithm: the algorithms derive sizes and colours of their own. */
import { theme } from 'antd';
import type { ThemeConfig } from 'antd';
import { palettes } from './palette.ts';
import type { Palette } from './palette.ts';

const density = {
  fontSize: 13,
  fontSizeSM: 12,
  fontSizeLG: 14,
  fontSizeXL: 16,
  lineHeight: 20 / 13,
  controlHeight: 28,
  controlHeightSM: 24,
  controlHeightLG: 36,
  size: 12,
  sizeSM: 8,
  sizeXS: 6,
  sizeXXS: 4,
  sizeMS: 12,
  sizeLG: 16,
  borderRadius: 6,
  borderRadiusSM: 4,
  borderRadiusLG: 10,
  lineWidth: 1,
  motionDurationFast: '0.08s',
  motionDurationMid: '0.16s',
  motionDurationSlow: '0.24s',
} as const;

function colours(p: Palette): Record<string, string> {
  return {
    colorPrimary: p.primary,
    colorPrimaryHover: p.primaryHover,
    colorPrimaryActive: p.primaryHover,
    colorPrimaryBg: p.primarySoft,
    colorPrimaryText: p.primaryText,
    colorSuccess: p.line,
    colorInfo: p.sev4,
    colorWarning: p.sev3,
    colorError: p.sev2,
    colorErrorText: p.sev2Text,
    colorBgLayout: p.bg,
    colorBgContainer: p.surface,
    colorBgElevated: p.raised,
    colorBorder: p.control,
    colorBorderSecondary: p.border,
    colorSplit: p.border,
    colorText: p.text,
    colorTextSecondary: p.text2,
    colorTextTertiary: p.text3,
    colorTextPlaceholder: p.text3,
    colorTextDisabled: p.text3,
    controlItemBgHover: p.hover,
    controlItemBgActive: p.selected,
    colorLink: p.primaryText,
    colorBgMask: p.scrim,
  };
}

export function antdTheme(dark: boolean): ThemeConfig {
  const p = palettes[dark ? 'dark' : 'light'];
  const pinned = { ...density, ...colours(p) };
  return {
    algorithm: [dark ? theme.darkAlgorithm : theme.defaultAlgorithm, (_seed, map) => ({ ...(map ?? theme.defaultAlgorithm(theme.defaultSeed)), ...pinned })],
    token: { fontFamily: 'var(--fl-font)', ...pinned },
    components: {
      Button: { primaryColor: p.onPrimary, primaryShadow: 'none', defaultShadow: 'none', fontWeight: 500 },
      Segmented: { trackBg: p.frame, itemSelectedBg: p.surface },
      Tabs: { inkBarColor: p.line },
      Tag: { defaultBg: p.sunken },
    },
  };
}
