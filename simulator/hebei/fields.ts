/**
 * §3.3 and §4.2–4.11: the fields, written `name:type:need`. A name with a dot is a member of the list before it. Types as `check-fields.ts` reads
 * them, or a code table of §5; needs as `field-needs.ts` reads them, `R` for what only the handling side fills in.
 */
export const ENVELOPE = `
  messageId:uuid:M version:=3.1:M dataVersion:s3:M Region:q:M projectNo:pn:M projectName:s200:M catalogCode:s12:M
  taskCode:s31:M taskHandleItem:s33:M taskName:s100:M taskVersion:s4:M projectType:PROJECT_TYPE:M applyType:=3:M
  handleMode:MODE:M applyDate:T:M applyerType:APPLYER_TYPE:M applyerName:s200:M applyerPageType:ID_TYPE:M
  applyerPageCode:no50@applyerPageType:M applyerPageEndDate:D:O applyerCountry:cc:applyerType=1
  address:s300:handleMode=2 entrustFlag:B:M contactName:s50:M contactPageType:ID_TYPE:M
  contactPageCode:no50@contactPageType:M contactMobile:m:M contactPhone2:m:entrustFlag=1! deliverType:DELIVER:M
  deliverName:s50:deliverType=2! deliverMobile:t:deliverType=2! deliverAddress:s300:deliverType=2! verifyType:VERIFY:M
  verifyResult:=1:M verifyTime:T:M consentTime:T:M consentVersion:s20:M consentFileId:F:M pledgeTime:T:M
  collectOrgCode:s18:M collectOrgName:s100:M collectUserName:s50:M formData:any:M materialData:any:M`

export const MATERIAL = `
  materialCode:s6:M materialName:s100:M id:F:exemptType=0! name:s100:exemptType=0! url:s300:exemptType=0! num:n2:M
  form:MATERIAL_FORM:M verifyOrig:B:M exemptType:EXEMPT:M certIdentifier:licence:exemptType=1!
  exemptSource:s100:exemptType=2/3! exemptTime:T:exemptType=2/3!`

export const FORMS = {
  M01: `
    entName:s120:M nameDistrict:s40:O nameTrad:s40:M nameInd:s40:M nameOrg:ORG_FORM:M nameNo:s40:O entType:ENT_TYPE:M
    domDistrict:q13:M dom:s300:M domRight:PREMISES:M tel:t:M postalCode:zip:O regCap:n18.6:M regCapCur:CURRENCY:M
    opTermType:TERM:M opFrom:D:opTermType=2! opTo:D:opTermType=2! opScope:s2000:M opItems:L0..500:M
    opItems.itemCode:s10:M opItems.itemName:s200:M opItems.isLicensed:B:M industryCo:industry:M empNum:n8:O copyNum:n2:M
    leRep:nm50@leRepCerType:M leRepCerType:ID_TYPE:M leRepCerNo:no50@leRepCerType:M leRepMobile:m:M
    leRepPosition:POSITION:M investors:L1..50:M investors.inv:s200:M investors.invType:INV_TYPE:M
    investors.cerType:ID_TYPE:M investors.cerNo:no50@cerType:M investors.country:cc:M investors.subConAm:n18.6:M
    investors.conForm:s20:M investors.conFormAm:s200:M investors.conDate:D:M persons:L1..100:M
    persons.name:nm50@cerType:M persons.cerType:ID_TYPE:M persons.cerNo:no50@cerType:M persons.mobile:m:O
    persons.position:POSITION:M persons.posBrForm:APPOINT:M lmName:nm50@lmCerType:M lmCerType:ID_TYPE:M
    lmCerNo:no50@lmCerType:M lmMobile:m:M lmEmail:s100:O fmName:nm50@fmCerType:M fmCerType:ID_TYPE:M
    fmCerNo:no50@fmCerType:M fmMobile:m:M paperLic:B:M bdSeal:B:M bdSocial:B:M bdFund:B:M bdBank:B:M bdTax:B:M
    partyMemNum:n6:M`,
  M02: `
    entName:s120:M uniscid:uscc:M entType:ENT_TYPE:M leRep:s50:M reissueType:REISSUE:M origNum:n1:M copyNum:n2:M
    lossWay:LOSS_WAY:reissueType=01 lossNo:s60:reissueType=01 lossDate:D:reissueType=01 apprDate:D:O regOrg:s18:M`,
  M03: `
    operatorName:s120:M uniscid:uscc:M leRep:nm50@leRepCerType:M leRepCerType:ID_TYPE:M leRepCerNo:no50@leRepCerType:M
    leRepMobile:m:M leRepTel:t:O domDistrict:q:M dom:s300:M opLocDistrict:q13:M opLoc:s300:M opArea:n10.2:M
    storages:L0..50:M storages.stDistrict:q:M storages.stAddr:s300:M storages.stArea:n10.2:M busForm:BUS_FORM:M
    isNet:B:M netUrl:s200:isNet=1! hasStore:B:isNet=1! isCentralKitchen:B:busForm=2! isGroupMeal:B:busForm=2!
    saleMode:SALE:busForm=1! cateringScale:SCALE:busForm=2! items:L1..50:M items.code:FOOD_ITEM:M items.flags:s40:O
    prepackOnly:B:M empNum:n6:healthCertNum=* healthCertNum:n6:empNum=* safetyStaff:L1..50:M safetyStaff.name:s50:M
    safetyStaff.idNo:id:M safetyStaff.certNo:s40:O safetyStaff.kind:STAFF_KIND:M licNo:s16:R valTo:D:R
    openKitchen:OPEN_KITCHEN:busForm=2/3!`,
  M04: `
    entName:s120:M uniscid:uscc:M domDistrict:q:M dom:s300:M opLocDistrict:q13:M opLoc:s300:M regCap:n18.6:M
    leRep:nm50@leRepCerType:M leRepCerType:ID_TYPE:M leRepCerNo:no50@leRepCerType:M leRepMobile:m:M entType:ENT_TYPE:M
    licScope:=劳务派遣:M estDate:D:M facilities:L1..200:M facilities.name:s50:M facilities.num:n6:M
    facilities.memo:s100:O policies:s1000:M fullTimeNum:n6:O opLocArea:n10.2:O opLocRight:PREMISES:O
    leaseTo:D:opLocRight=2 capReportNo:s60:O licNo:s30:valTo=*! valFrom:D:licNo=*! valTo:D:licNo=*! infoSysName:s100:M`,
  M05: `
    AAC002:s18:M AAC003:s50:M BAZ103:s100:O AAC004:GENDER:M AAC005:ETHNICITY:M AAC006:D8:M AAC161:cc:M
    AAC058:HRSS_CERT:M AAC147:no20@AAC058:M AAC059:D8:O AAC009:HUKOU:O AAC010:s200:M AAE005:m:M AAE006:s200:M
    AAE007:zip:O AAB301:q13:M AAE008:BANK:M SLLX:CARD_KIND:M PHOTO_ID:F:M JHR_XM:s50:O JHR_ZJLX:HRSS_CERT:JHR_XM=*
    JHR_ZJHM:no20@JHR_ZJLX:JHR_XM=* JHR_SJ:m:JHR_XM=* JHR_GX:RELATION:JHR_XM=* LKWD:s20:deliverType=1 AAE004:s50:M`,
  M06: `
    AAC003:s50:M AAC002:s18:M AAC004:GENDER:M AAC006:D8:M AAC058:HRSS_CERT:M AAC147:no20@AAC058:M AAB301_HJ:q:M
    AAC010:s200:M AAB301_OUT:q:M AAC001:s20:O OUT_ORG_NAME:s100:M OUT_ORG_CODE:s20:M OUT_ORG_TEL:t:M
    OUT_ORG_ADDR:s200:M OUT_ORG_ZIP:zip:O AAB301_IN:q:M IN_ORG_NAME:s100:M IN_ORG_CODE:s20:M IN_ORG_TEL:t:M
    IN_ORG_ADDR:s200:M IN_ORG_ZIP:zip:O AAB004:s120:O AAB001:s20:AAB004=*! AAB019:EMPLOYER_TYPE:AAB004=*!
    AAE140:INS_KIND:M AAE041:YM:O AAE042:YM:O AAE201:n4:O AAE202:n4:R GRZH_BJ:n14.2:R GRZH_LX:n14.2:R JFPZ_NO:s30:O
    ZYYY:TRANSFER_REASON:M IN_BANK_NAME:s100:fromHere=1 IN_ACCT_NAME:s100:fromHere=1 IN_ACCT_NO:s40:fromHere=1
    LXH_NO:s30:fromHere=1 LXH_DATE:D8:fromHere=1 XXB_NO:s30:R JOB_START:D8:AAB004=*`,
  M07: `
    psn_no:s30:O psn_cert_type:NHSA_CERT:M certno:no50@psn_cert_type:M psn_name:s50:M gend:GENDER:M naty:ETHNICITY:M
    brdy:D:M tel:m:M insutype:INSUTYPE:M insu_admdvs:q13:M emp_no:s20:O emp_name:s120:insutype=310 rloc_admdvs:q:M
    rloc_coty_type:FILING:M rloc_rea:FILING_REASON:rloc_coty_type=3/4 rloc_hsorg_name:s100:O rloc_hsorg_coner:s50:O
    rloc_hsorg_tel:t:O out_onln_way:LINK:O resout_addr:s200:rloc_coty_type=1/2/3 begndate:D:M
    enddate:D:rloc_coty_type=4/9 agnter_name:s50:entrustFlag=1 agnter_cert_type:NHSA_CERT:entrustFlag=1
    agnter_certno:no50@agnter_cert_type:entrustFlag=1 agnter_tel:m:entrustFlag=1 agnter_addr:s200:O
    agnter_rlts:RELATION:entrustFlag=1 bankacct:s40:O bankcode:s12:bankacct=*! acctname:s50:bankacct=*! memo:s500:O
    att_cnt:n3:M commit_flag:B:M out_fil_upld_stas:s1:R`,
  M08: `
    ConNum:letter:M TxFunc:=0:M TranOutUnitNo:s15:M TranCenName:s100:M EmpName:s50:M DocType:HPF_CERT:M
    IdNum:no18@DocType:M SocUnitName:s120:M SocRefAcctNo:s20:M TranRefAcctNo:s40:M TranRefAcctName:s100:M
    TranBank:s100:M EntBank:BANK:O TrenCenInfo:s100:M GenDate:D8:M CurUnitName:s120:M CurAcctNo:s20:M TranRstCode:s1:R
    TranRstMsg:s200:R TranPrincipal:n14.2:R TranInterest:n14.2:R TranAsOf:YM:R Bak1:s100:O Bak2:s100:O LoanFlag:B:M`,
  M09: `
    YWXTBH:s50:M YWLSH:s50:M XTJS:COOP_ROLE:M SQR_GMSFHM:id:M SQR_XM:s50:M SQR_LXDH:m:M SQR_ZZ_SSXQDM:q:M
    SQR_ZZ_QHNXXDZ:s200:M QYR:L1..10:M QYR.QYR_GMSFHM:id:M QYR.QYR_XM:s50:M QYR.QYR_XBDM:GENDER:M
    QYR.QYR_MZDM:ETHNICITY:M QYR.QYR_CSRQ:D8:M QYR.QYR_YSQRGX_JTGXDM:RELATION:M QYR.QYR_CYM:s50:R QYR.QYR_XLDM:EDU:R
    QYR.QYR_HYZKDM:s2:R QYR.QYR_ZY:s50:R QYR.QYR_CSD_GJ:cc:R QYR.QYR_CSD_SSXQ:q:R QYR.QYR_CSD_XZ:s200:R
    QYR.QYR_JG_GJ:cc:R QYR.QYR_JG_SSXQ:q:R QYR.QYR_JG_XZ:s200:R QYR.QYZBH:s30:R QYR.CZR_GX:RELATION:R
    QYR.YZZ_SSXQDM:q:R QYR.YZZ_XZ:s200:R QYR.YZZ_CXFLDM:s3:R QYR.QWD_XZ:s200:R CZR_GMSFHM:id:R CZR_XM:s50:R
    QYLDYYDM:MIGRATE:M QCD_SSXQDM:q:M QCD_QHNXXDZ:s200:M QCD_HKDJJG_GAJGJGDM:o12:M QCD_HKDJJG_GAJGMC:s100:M
    QRD_SSXQDM:q:M QRD_QHNXXDZ:s200:M QRD_HKDJJG_GAJGJGDM:o12:M QRD_HKDJJG_GAJGMC:s100:M ZQZBH:s20:XTJS=2!
    QFJG_GAJGJGDM:o12:XTJS=2! QFJG_GAJGMC:s100:XTJS=2! QFRQ:D8:XTJS=2! YXQJZRQ:D8:XTJS=2! CBR_XM:s50:M
    XTYW_QYFWDM:SCOPE:M SLDW_GAJGJGDM:o12:M SLDW_GAJGMC:s100:M SLDW_LXDH:t:M SLR_GMSFHM:id:M SLR_XM:s50:M SLR_LXDH:t:M
    SLSJ:T14:M SJGSDWDM:o12:M SJGSDWMC:s100:M FSDW_SJGSDWDM:o12:M FSDW_SJGSDWMC:s100:M JSDW_SJGSDWDM:o12:M
    JSDW_SJGSDWMC:s100:M BZ:s500:O`,
  M10: `
    name:s50:M sexCode:GENDER:M birthday:D:M nation:ETHNICITY:M idCard:id:M address:s300:M phone:m:M eduLevel:EDU:M
    photoId:F:M certNo:s20:M certTypes:s60:M firstDate:D:M issueDate:D:M validFrom:D:M validTo:D:M issueOrgName:s100:M
    issueOrgCode:s18:M creditGrade:CREDIT:applyKind=1 creditDate:D:applyKind=1 eduTrain:B:applyKind=1 driveLicNo:s18:M
    driveClass:classes:M driveFirst:D:M driveTo:D:M applyKind:M10_KIND:M changeBefore:change:applyKind=3
    changeAfter:change:applyKind=3 unitName:s120:O unitLicNo:s30:O noAccident:B:M keepOld:B:M`,
} as const
