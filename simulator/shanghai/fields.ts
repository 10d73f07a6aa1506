/**
 * §3.3 and §4.2–4.11: the fields, written `name:type:need`. What has a dot lies in the group (`{}`) or list (`L`) before it. Types as
 * `check-fields.ts` reads them, or a code table of §5; needs as `field-needs.ts` reads them, `R` for what only the handling side fills in.
 */
export const ENVELOPE = `
  MessageId:uuid:M ApplyNo:pn:M itemCode:s31:M BaseCode:s12:M ItemName:s100:M FormVersion:s8:M AreaCode:q:M
  HandleMode:MODE:M PromiseType:PROMISE:M ApplyTime:T:M targetType:TARGET:M Username:nm200@IdType:M IdType:ID:M
  ApplyerPageCode:no50@IdType:M IdValidTo:DL:O Gender:GENDER:targetType=P? Nation:nation:targetType=P!
  Country:c3:targetType=P! Birthday:D:targetType=P! Mobile:m:M Address:{}:GetWay=YJ Address.Code:q:M
  Address.Detail:s200:M AgentName:nm50@AgentIdType:O AgentIdType:ID:AgentName=*! AgentIdNo:no50@AgentIdType:AgentName=*!
  AgentMobile:m:AgentName=*! AgentScope:s200:AgentName=*! AgentUntil:D:AgentName=*! GetWay:GETWAY:M
  Receiver:{}:GetWay=YJ! Receiver.Name:s50:M Receiver.Mobile:s20:M Receiver.Address:{}:M Receiver.Address.Code:q:M
  Receiver.Address.Detail:s200:M VerifyWay:VERIFY:M VerifyResult:=是:M VerifyTime:T:M Consent:{}:M Consent.SignTime:T:M
  Consent.Version:s20:M Consent.FileId:F:M PledgeTime:T:M UsePurpose:s100:M ReceiptDepartCode:s18:M
  ReceiptDepartName:s100:M OperatorName:s50:M ApplyForm:any:M Attachments:any:M`

export const ATTACHMENT = `
  FileId:F:ExemptType=0! StuffCode:s6:M StuffName:s100:M FileName:s60:ExemptType=0! FileType:FILE:ExemptType=0!
  FileSize:i:ExemptType=0! Sha256:digest:ExemptType=0! PullUrl:s300:ExemptType=0! PullExpire:T:ExemptType=0!
  StuffForm:STUFF_FORM:ExemptType=0! Copies:i:ExemptType=0! CheckedOriginal:B:ExemptType=0! ExemptType:EXEMPT:M
  LicenceUse:{}:ExemptType=1! LicenceUse.CertificateID:licence:M LicenceUse.OrgName:s100:M LicenceUse.UserName:s50:M
  LicenceUse.ItemName:s100:M LicenceUse.ItemCode:s31:M LicenceUse.BusinessCode:s50:M ExemptSource:s100:ExemptType=1/2/3!
  ExemptTime:T:ExemptType=1/2/3!`

const person = (group: string, need: string, ...more: string[]): string =>
  [
    `${group}:{}:${need}`,
    `${group}.Name:nm50@IdType:M`,
    `${group}.IdType:ID:M`,
    `${group}.IdNo:no50@IdType:M`,
    ...more.map((one) => `${group}.${one}`),
  ].join(' ')
const officer = (group: string): string => person(group, 'O', 'Mobile:m:O', 'AppointBy:APPOINT:M')
const address = (group: string, code = 'q'): string => `${group}:{}:M ${group}.Code:${code}:M ${group}.Detail:s200:M`
const agency = (group: string): string =>
  `${group}:{}:M ${group}.Name:s100:M ${group}.Code:s20:M ${group}.Tel:s20:M ${group}.Address:s200:O ${group}.PostCode:zip:O`
const police = (group: string): string => `${address(group)} ${group}.AgencyCode:o12:M ${group}.AgencyName:s100:M`

export const FORMS = {
  M01: `
    EntName:s120:M NamePart:{}:M NamePart.Division:s40:O NamePart.Brand:s40:M NamePart.Trade:s40:M
    NamePart.OrgForm:ORG_FORM:M NameReserveNo:s40:O EntType:ENT_TYPE:M ${address('Domicile', 'q310')} HouseRight:HOUSE:M
    Tel:s20:M PostCode:zip:O RegCapital:Y:M Currency:=人民币:M TermType:TERM:M TermFrom:D:TermType=固定期限! TermTo:DL:M
    Scope:s2000:M ScopeItems:L0..500:M ScopeItems.Name:s200:M ScopeItems.IsLicensed:B:M IndustryCode:industry:M
    StaffNum:i:O CopyNum:i:M ${person('LegalPerson', 'M', 'Mobile:m:M', 'Post:POST:M')} ShareholderList:L1..50:M
    ShareholderList.Seq:i:M ShareholderList.Kind:HOLDER:M ShareholderList.Name:s200:M ShareholderList.IdType:ID:M
    ShareholderList.IdNo:no50@IdType:M ShareholderList.Country:c3:M ShareholderList.SubAmount:Y:M
    ShareholderList.PayWays:s300:M ShareholderList.PayDate:D:M ${officer('Chairman')} ${officer('Director1')}
    ${officer('Director2')} ${officer('Supervisor1')} ${officer('Manager')} OfficerAnnex:B:M
    ${person('Liaison', 'M', 'Mobile:m:M', 'Email:s100:O')} ${person('Finance', 'O', 'Mobile:m:M')} NeedPaper:B:M
    Linked:*LINKED:M BenefOwnerExempt:B:M`,
  M02: `
    EntName:s120:M Uscc:uscc:M EntType:ENT_TYPE:M LegalName:s50:M ReissueKind:REISSUE:M OriginalNum:i:M CopyNum:i:M
    LossWay:LOSS:ReissueKind=YS LossNo:s60:ReissueKind=YS LossDate:D:ReissueKind=YS LastApproveDate:D:O
    CopySerials:s200:ReissueKind=YS/HS`,
  M03: `
    OperatorName:s120:M Uscc:uscc:M ${person('Rep', 'M', 'Mobile:m:M', 'Tel:s20:O')} AddressRows:L2..60:M
    AddressRows.Type:ADDR_ROW:M AddressRows.Code:q:M AddressRows.Detail:s200:M AddressRows.Area:DEC:Type=2/3?
    BizForm:BIZ_FORM:M IsOnline:B:M Url:s200:IsOnline=是! HasStore:B:IsOnline=是!
    CentralKitchen:B:BizForm=餐饮服务经营者! GroupMeal:B:BizForm=餐饮服务经营者! SaleMode:SALE:BizForm=食品销售经营者!
    CaterScale:SCALE:BizForm=餐饮服务经营者! ItemRows:L1..50:M ItemRows.JYXM_KEY:s3:M ItemRows.JYXM_VALUE:s100:M
    PrepackOnly:B:M StaffNum:i:HealthCertNum=* HealthCertNum:i:StaffNum=* SafetyStaff:L1..50:M SafetyStaff.Name:s50:M
    SafetyStaff.IdNo:id:M SafetyStaff.CertNo:s40:O SafetyStaff.Kind:STAFF:M LicenceNo:s16:O ValidTo:D:O
    OilDevice:OIL:BizForm=餐饮服务经营者/集中用餐单位食堂`,
  M04: `
    OrgName:s120:M Uscc:uscc:M ${address('OrgAddress')} ${address('SiteAddress', 'q310')} RegCapital:Y:M
    ${person('Rep', 'M', 'Mobile:m:M')} OrgType:ENT_TYPE:M PermitScope:=劳务派遣:M FoundDate:D:M Facilities:L1..200:M
    Facilities.Name:s50:M Facilities.Qty:i:M Facilities.Remark:s100:O PolicyNames:s1000:M FullTimeNum:i:O SiteArea:DEC:O
    SiteRight:HOUSE:M LeaseTo:D:SiteRight=B CapReportNo:s60:O LicenceNo:s30:O ValidFrom:D:O ValidTo:D:O
    DispatchSample:B:M`,
  M05: `
    SsNo:s18:M NameExt:s100:O HukouType:HUKOU:O HukouAddress:s200:O PostCode:zip:O InsuredArea:q310:M Bank:BANK:M
    ApplyKind:CARD:M PhotoFileId:F:M ${person('Guardian', 'minor=1!', 'Mobile:m:M', 'Relation:RELATION:M')}
    Outlet:s20:GetWay=ZQ NamePinyin:pinyin:M`,
  M06: `
    SsNo:s18:M ${address('Hukou')} OutArea:q:M OutPersonNo:s20:O ${agency('OutAgency')} InArea:q:M ${agency('InAgency')}
    InEmployer:{}:O InEmployer.Name:s120:M InEmployer.No:s20:M InEmployer.Kind:EMPLOYER:M InBank:{}:fromHere=1
    InBank.Name:s100:M InBank.AccountName:s100:M InBank.AccountNo:s40:M InsureKind:PENSION:M PayFrom:YMC:O PayTo:YMC:O
    PayMonths:i:O DeemedMonths:i:R AccountPrincipal:Y:R AccountInterest:Y:R CertificateNo:s30:O Reason:MOVE:M
    LetterNo:s30:fromHere=1 LetterDate:D:fromHere=1 InfoFormNo:s30:R FirstJobDate:D:M`,
  M07: `
    InsureNo:s30:O InsureKind:INSURE:M InsuredArea:q310:M VisitArea:q:M EmployerNo:s20:O EmployerName:s120:O
    FilingType:FILING:M FilingReason:FILING_WHY:FilingType=A3/B1 VisitAgency:{}:O VisitAgency.Name:s100:O
    VisitAgency.Contact:s50:O VisitAgency.Tel:s20:O LinkMode:LINK:O AwayAddress:s200:FilingType=A1/A2/A3 BeginDate:D:M
    EndDate:DL:M AgentAddress:s200:O AgentRelation:RELATION:AgentName=* Bank:{}:O Bank.Account:s40:M Bank.Code:s12:M
    Bank.Holder:s50:M Remark:s500:O Emergency:{}:M Emergency.Name:s50:M Emergency.Mobile:m:M Linked:B:R`,
  M08: `
    LetterNo:letter:M LetterDate:D:M TxKind:=新增:M OutCenterCode:s15:M OutCenterName:s100:M OutEmployer:s120:M
    OutAccountNo:s20:M InFund:{}:M InFund.No:s40:M InFund.Name:s100:M InFund.Bank:s100:M EntrustBank:BANK:O
    InContact:s100:M InEmployer:s120:M InAccountNo:s20:M ResultCode:s4:R ResultMsg:s200:R Principal:Y:R Interest:Y:R
    AsOf:YMC:R Spare1:s100:O Spare2:s100:O AccountState:ACC_STATE:M`,
  M09: `
    CoopNo:s50:M LocalNo:s50:M CoopRole:ROLE:M Migrants:L1..10:M Migrants.IdNo:id:M Migrants.Name:s50:M
    Migrants.Gender:GENDER:O Migrants.Nation:nation:M Migrants.Birthday:D:M Migrants.Relation:RELATION:M
    Migrants.More:{}:R MigrateReason:MIGRATE:M ${police('MoveOut')} ${police('MoveIn')} Permit:{}:CoopRole=迁出!
    Permit.No:s20:M Permit.IssuerCode:o12:M Permit.IssuerName:s100:M Permit.IssueDate:D:M Permit.ValidTo:D:M
    OfficerName:s50:M CoopScope:=跨省:M Receiving:{}:M Receiving.Code:o12:M Receiving.Name:s100:M Receiving.Tel:s20:M
    Clerk:{}:M Clerk.IdNo:id:M Clerk.Name:s50:M Clerk.Tel:s20:M Clerk.Time:T:M Routing:{}:M Routing.OwnerCode:o12:M
    Routing.OwnerName:s100:M Routing.SenderCode:o12:M Routing.SenderName:s100:M Routing.ReceiverCode:o12:M
    Routing.ReceiverName:s100:M Remark:s500:O MarriedYears:i:M`,
  M10: `
    Education:EDU:M PhotoFileId:F:M CertNo:s20:M CertTypes:s200:M FirstDate:D:M IssueDate:D:M ValidFrom:D:M ValidTo:D:M
    IssuerName:s100:M IssuerCode:s18:M CreditGrade:CREDIT:ApplyKind=换证 CreditDate:D:ApplyKind=换证
    Training:B:ApplyKind=换证 DriveNo:s18:M DriveClass:classes:M DriveFirst:D:M DriveTo:DL:M ApplyKind:M10:M
    ChangeBefore:s300:ApplyKind=变更 ChangeAfter:s300:ApplyKind=变更 UnitName:s120:O UnitPermitNo:s30:O NoAccident:=是:M
    PickDistrict:q:M`,
} as const
