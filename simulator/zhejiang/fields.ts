/** §4.4: the fields of a matter's `biz` (of M08 and M10: of `formXml`), each `name:type:need[:table]` in the document's own words. */
export const FIELDS = {
  M01: `
    company_name:s120:M name_area:s40:O name_brand:s40:M name_trade:s40:M name_form:c1:M:ZD_ZZXS name_apply_no:s40:C
    company_type:c4:M:ZD_QYLX dom:ADDR:M dom_right:c2:M:ZD_ZSSY link_tel:s20:M post_code:s6:O reg_capital:n2:M
    reg_currency:c3:M term_type:c1:M:ZD_JYQX term_from:day:C term_to:day:M business_scope:s2000:M jyfwList:L1..100:M
    jyfwList[].bm:s10:M jyfwList[].mc:s200:M jyfwList[].sfxk:b:M:ZD_BOOL industry_code:s5:M staff_num:i6:M
    copy_num:i2:M fr_name:s50:M fr_card_type:c2:M:ZD_ZJLX fr_card_number:s50:M fr_mobile:s11:M
    fr_position:c2:M:ZD_ZW gdList:L1..50:M gdList[].lx:c1:M:ZD_GDLX gdList[].xm:s120:M gdList[].zjlx:c2:M:ZD_ZJLX
    gdList[].zjhm:s50:M gdList[].gb:c3:M gdList[].rjcze:n2:M gdList[].bl:s10:M gdList[].czsj:day:M
    gdList[].czList:L1..7:M gdList[].czList[].fs:c1:M:ZD_CZFS gdList[].czList[].je:n2:M ryList:L1..30:M
    ryList[].xm:s50:M ryList[].zjlx:c2:M:ZD_ZJLX ryList[].zjhm:s50:M ryList[].zw:c2:M:ZD_ZW
    ryList[].cscs:c1:M:ZD_CSFS ryList[].sj:s11:O lly_name:s50:M lly_card_type:c2:M:ZD_ZJLX lly_card_number:s50:M
    lly_mobile:s11:M lly_email:s60:O cw_name:s50:M cw_card_type:c2:M:ZD_ZJLX cw_card_number:s50:M cw_mobile:s11:M
    want_paper:b:M:ZD_BOOL dom_property_no:s40:M dom_area_size:n2:M jy_same_addr:b:M gd_benefit:c1:M:ZD_SYR`,
  M02: `
    entity_name:s120:M entity_uscc:s18:M entity_type:c4:M:ZD_QYLX rep_name:s50:M reissue_kind:c2:M:ZD_BLLX
    zb_num:i1:M fb_num:i2:M loss_type:c1:C:ZD_YSSM loss_no:s40:C loss_date:day:C e_license_hold:b:M
    reissue_reason:s200:M`,
  M03: `
    jyz_name:s120:M jyz_uscc:s18:M fr_name:s50:M fr_card_type:c2:M:ZD_ZJLX fr_card_number:s50:M fr_mobile:s11:M
    fr_tel:s20:O zs:ADDR:M cs:ADDR:M ckList:L0..10:M ckList[].dz:ADDR:M ckList[].mj:n2:M ztyt:c2:M:ZD_ZTYT
    is_net:b:M:ZD_BOOL net_url:s200:C has_store:b:C is_central:b:C is_group:b:C sale_mode:c1:C:ZD_YYFS
    cater_scale:c1:C:ZD_CYGM prepack_only:b:M:ZD_BOOL xmList:L1..30:M xmList[].dm:c3:M:ZD_SPXM staff_total:i5:M
    staff_health:i5:M aqyList:L1..10:M aqyList[].xm:s50:M aqyList[].sfz:s18:M aqyList[].zsh:s40:M
    aqyList[].lx:c1:M:ZD_ZJZ site_area:n2:M sun_kitchen:b:C check_contact:s50:M check_mobile:s11:M`,
  M04: `
    dw_name:s120:M dw_uscc:s18:M dw_type:c4:M:ZD_QYLX found_date:day:M reg_capital:n2:M permit_scope:s20:M zs:ADDR:M
    cs:ADDR:M cs_mj:n2:M cs_right:c2:M:ZD_ZSSY cs_lease_to:day:C fr_name:s50:M fr_card_type:c2:M:ZD_ZJLX
    fr_card_number:s50:M fr_mobile:s11:M ssList:L1..50:M ssList[].mc:s60:M ssList[].sl:i5:M ssList[].bz:s100:O
    zdList:L1..20:M full_staff:i5:M yz_report_no:s40:M xx_system:s100:M contract_no:s40:M`,
  M05: `
    shbzhm:s18:M xm:s50:M xm_ext:s100:C xb:c1:M:ZD_XB mz:c2:M:ZD_MZ csrq:day:M gj:c3:M zjlx:c2:M:ZD_ZJLX
    zjhm:s50:M zjyxqz:day:M hkxz:c1:M:ZD_HKXZ hk_addr:s200:M sj:s11:M lx_addr:s200:M yb:s6:O cb_area:s6:M
    bank_code:c3:M:ZD_YH apply_kind:c2:M:ZD_SLLX lk_point:s20:M jhr_xm:s50:C jhr_zjlx:c2:C:ZD_ZJLX jhr_zjhm:s50:C
    jhr_sj:s11:C jhr_gx:c2:C:ZD_GX id_from:day:M id_issue_org:s100:M occupation:c2:M:ZD_ZY`,
  M06: `
    xm:s50:M shbzhm:s18:M xb:c1:M:ZD_XB csrq:day:M zjlx:c2:M:ZD_ZJLX zjhm:s50:M hj:ADDR:M out_area:s6:M
    out_org_name:s120:M out_org_code:s20:M out_org_tel:s20:M out_org_addr:s200:O out_org_zip:s6:O psn_no:s20:M
    in_area:s6:M in_org_name:s120:M in_org_code:s20:M in_dw_name:s120:C in_dw_code:s20:C in_dw_type:c2:C:ZD_DWLX
    xz:c3:M jf_from:ym:C jf_to:ym:C jf_months:i4:C st_months:i4:O zh_bj:n2:O zh_lx:n2:O pz_no:s30:C
    reason:c1:M:ZD_ZYYY zy_direction:c1:M notify_sms:s11:M`,
  M07: `
    psn_no:s30:C psn_cert_type:c2:M:ZD_YBZJ certno:s50:M psn_name:s50:M gend:c1:M:ZD_YBXB naty:c2:M brdy:day:M
    tel:s11:M insutype:c3:M:ZD_XZ insu_admdvs:s6:M emp_no:s20:C emp_name:s120:C rloc_admdvs:s6:M
    rloc_coty_type:c3:M:ZD_BALX rloc_rea:c2:C:ZD_BAYY rloc_hsorg_name:s120:O rloc_hsorg_coner:s50:O
    rloc_hsorg_tel:s20:O out_onln_way:c1:M:ZD_LWFS resout_addr:s200:M begndate:day:M enddate:day:M agnter_name:s50:C
    agnter_cert_type:c2:C:ZD_YBZJ agnter_certno:s50:C agnter_tel:s11:C agnter_addr:s200:O agnter_rlts:c2:C:ZD_GX
    memo:s500:O hosp_level:c1:M:ZD_YYDJ cancel_auto:b:M:ZD_BOOL`,
  M08: `
    TxFunc:s1:M ConNum:s16:M GenDate:ymd:M TranOutUnitNo:s15:M TranCenName:s100:M SocUnitName:s120:M
    SocRefAcctNo:s20:M EmpName:s50:M DocType:c2:M:ZD_GJJZJ IdNum:s18:M TranRefAcctNo:s30:M TranRefAcctName:s100:M
    TranBank:s100:M EntBank:c3:O:ZD_YH TrenCenInfo:s100:M NowUnitName:s120:M NowAcctNo:s20:M Bak1:s200:O Bak2:s200:O
    EmpMobile:s11:M TranScope:s1:M`,
  M09: `
    ywxtbh:s50:M ywlsh:s50:M xtyw_qyfw:c1:M sqr_gmsfhm:s18:M sqr_xm:s50:M sqr_lxdh:s11:M sqr_zz_area:s6:M
    sqr_zz_detail:s200:M qyrList:L1..5:M qyrList[].gmsfhm:s18:M qyrList[].xm:s50:M qyrList[].xb:c1:M:ZD_XB
    qyrList[].mz:c2:M:ZD_MZ qyrList[].csrq:day:M qyrList[].gx:c2:M:ZD_GX qyldyy:c2:M:ZD_QYYY qcd_area:s6:M
    qcd_detail:s200:M qcd_jg_code:s12:M qcd_jg_name:s100:M qrd_area:s6:M qrd_detail:s200:M qrd_jg_code:s12:M
    qrd_jg_name:s100:M sldw_code:s12:M sldw_name:s100:M sldw_tel:s20:M slr_xm:s50:M slr_gmsfhm:s18:M slr_lxdh:s20:M
    slsj:mt:M bz:s500:O jhz_no:s40:M jh_date:day:M hyzk:c2:M:ZD_HYZK fw_kind:c1:M`,
  M10: `
    XM:s50:M XB:c1:M:ZD_XB CSRQ:ymd:M MZ:c2:M:ZD_MZ SFZH:s18:M ZZ:s200:M SJHM:s11:M WHCD:c2:M:ZD_WHCD CYZGZH:s20:M
    CYLB_LIST:L1..6:M CYLB_LIST[].ITEM:c2:M:ZD_CYLB CLRQ:ymd:M FZRQ:ymd:M YXQQ:ymd:M YXQZ:ymd:M FZJG:s100:M
    FZJG_CODE:s18:M CXKHDJ:c3:M:ZD_CXDJ CXKHRQ:ymd:O JXJY:b:M:ZD_BOOL JSZH:s18:M ZJCX:s20:M JSCL:ymd:M JSYXQ:ymd:M
    SQLX:t:M:ZD_ZGSQ BGQ:s200:C BGH:s200:C FWDW:s120:O JYXKZH:s40:O WSGCN:b:M ZPJH:s30:C TJRQ:ymd:M`,
} as const
