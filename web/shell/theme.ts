import type { ThemeConfig } from 'antd'
import type { SizesInPx, TextSize } from './text-size.tsx'

/** Colours whose contrast was computed (WCAG 2.1): text ≥ 4.5 on white and on the page, controls and focus ≥ 3. `style.css` holds the same values for our own parts. */
const COLOURS = {
  text: '#1a2029',
  text2: '#46505e',
  text3: '#5f6b7a',
  border: '#7a8594',
  line: '#d5dbe3',
  primary: '#0a5bae',
  hover: '#084a8f',
  pressed: '#063a70',
  success: '#1a7a3c',
  warning: '#9a5b00',
  error: '#c21f2b',
} as const

const FONT = '"PingFang SC","Microsoft YaHei","Noto Sans CJK SC","WenQuanYi Micro Hei","Noto Sans SC",sans-serif'

/** Text sizes of the workbench, px: the largest is 200 %. */
export const TEXT_SIZES: SizesInPx = { standard: 15, large: 19, huge: 30 }
const CONTROL_PX: SizesInPx = { standard: 36, large: 44, huge: 64 }

/** The component library in our colours; motion only where the person's system allows it. */
export function themeOf(size: TextSize): ThemeConfig {
  const fontSize = TEXT_SIZES[size]
  return {
    token: {
      fontFamily: FONT,
      fontSize,
      controlHeight: CONTROL_PX[size],
      borderRadius: 4,
      colorText: COLOURS.text,
      colorTextBase: COLOURS.text,
      colorTextSecondary: COLOURS.text2,
      colorTextTertiary: COLOURS.text3,
      colorTextQuaternary: COLOURS.text3,
      colorTextDescription: COLOURS.text3,
      colorTextPlaceholder: COLOURS.text3,
      colorTextDisabled: COLOURS.text3,
      colorBorder: COLOURS.border,
      colorBorderSecondary: COLOURS.line,
      colorPrimary: COLOURS.primary,
      colorPrimaryHover: COLOURS.hover,
      colorPrimaryActive: COLOURS.pressed,
      colorPrimaryBorder: COLOURS.primary,
      colorInfo: COLOURS.primary,
      colorLink: COLOURS.primary,
      colorSuccess: COLOURS.success,
      colorWarning: COLOURS.warning,
      colorError: COLOURS.error,
      lineWidthFocus: 3,
      motion: !matchMedia('(prefers-reduced-motion: reduce)').matches,
    },
  }
}
