import { z } from 'zod'
import zhCN from 'zod/v4/locales/zh-CN.js'

// for all of this program: an issue's words are made where the value is still at hand
z.config(zhCN())
