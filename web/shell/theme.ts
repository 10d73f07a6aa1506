import type { ThemeConfig } from 'antd'

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

/** Text sizes that somebody may choose, in px. */
export const TEXT_SIZES = { standard: 15, large: 19 } as const
export type TextSize = keyof typeof TEXT_SIZES

/** The component library in our colours; motion only where the person's system allows it. */
export function themeOf(size: TextSize): ThemeConfig {
  const fontSize = TEXT_SIZES[size]
  return {
    token: {
      fontFamily: FONT,
      fontSize,
      controlHeight: size === 'large' ? 44 : 36,
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
