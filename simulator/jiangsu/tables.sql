-- 文档 3.1 的建表与授权,以及它的行校验参考实现,逐字照录
CREATE SCHEMA wq_in;   -- 接入方写、江苏读
CREATE SCHEMA wq_out;  -- 江苏写、接入方读
CREATE TABLE wq_in.inf_apply (
  no varchar(32) PRIMARY KEY, org_id varchar(18) NOT NULL, internal_no varchar(32) NOT NULL, item_id varchar(12) NOT NULL, department varchar(100) NOT NULL,
  transact_affair_name varchar(300) NOT NULL, content varchar(500) NOT NULL, apply_way varchar(2) NOT NULL, form bytea NOT NULL, stuff bytea NOT NULL,
  applicant_code varchar(10), applicant_type varchar(1) NOT NULL, applicant_name varchar(200) NOT NULL, applicant_paper_type varchar(1) NOT NULL DEFAULT '8', applicant_paper_code varchar(50) NOT NULL,
  applicant_phone varchar(20), applicant_mobile varchar(11) NOT NULL, applicant_address varchar(300) NOT NULL, applicant_zipcode varchar(6), applicant_email varchar(60),
  linkman varchar(50), linkmanzjhm varchar(50), linkmantel varchar(20),
  linkman_name varchar(50) NOT NULL, linkman_paper_type varchar(1) NOT NULL, linkman_paper_code varchar(50) NOT NULL, linkman_phone varchar(20), linkman_mobile varchar(11) NOT NULL, linkman_address varchar(300), linkman_zipcode varchar(6), linkman_email varchar(60),
  promise integer NOT NULL, promise_type varchar(1) NOT NULL, isrisk integer, risktype varchar(10), riskdescription varchar(200), riskresult varchar(200),
  apply_date timestamp(0) NOT NULL, create_date timestamp(0) NOT NULL, update_date timestamp(0) NOT NULL, sync_date timestamp(0), sync_sign varchar(1) NOT NULL DEFAULT '0', sync_error_desc varchar(1000),
  area_no varchar(6) NOT NULL, area_name varchar(100) NOT NULL, org_name varchar(100) NOT NULL, dept_ql_reg_no varchar(32) NOT NULL, dept_ql_name varchar(200) NOT NULL, dept_yw_reg_no varchar(34) NOT NULL, dept_yw_name varchar(200) NOT NULL,
  if_urgent varchar(1) NOT NULL, ye_ms varchar(500), sj_file_remark varchar(1000) NOT NULL, anticipate integer NOT NULL, anticipate_day_type varchar(1) NOT NULL, wapply_date timestamp(0) NOT NULL,
  bj_statu varchar(1) NOT NULL DEFAULT '0', data_sources varchar(6) NOT NULL, internal_id varchar(50), "acceptUser" varchar(50) NOT NULL, catalog_code varchar(12) NOT NULL, task_version varchar(10) NOT NULL, apply_type varchar(1) NOT NULL, wwsq_way varchar(2) NOT NULL,
  data_version integer NOT NULL DEFAULT 1, row_sum varchar(64) NOT NULL,
  CHECK (applicant_paper_type NOT IN ('0','8') OR length(applicant_paper_code) IN (15,18)), UNIQUE (data_sources, internal_no, data_version));
CREATE TABLE wq_out.inf_apply (LIKE wq_in.inf_apply INCLUDING ALL);
CREATE TABLE wq_in.inf_apply_process (
  no varchar(32) PRIMARY KEY, no_ord integer NOT NULL, org_id varchar(18) NOT NULL, internal_no varchar(50) NOT NULL, item_id varchar(12) NOT NULL, tache_name varchar(50) NOT NULL, department varchar(100) NOT NULL,
  user_staff_code varchar(20) NOT NULL, user_name varchar(50) NOT NULL, status varchar(1) NOT NULL, promise integer, promise_type varchar(1), promise_start_sign varchar(1), isrisk integer, risktype varchar(10), riskdescription varchar(200), riskresult varchar(200),
  note varchar(1000), attachment text, process_date timestamp(0) NOT NULL, create_date timestamp(0) NOT NULL, update_date timestamp(0) NOT NULL, sync_date timestamp(0), sync_sign varchar(1) NOT NULL DEFAULT '0', sync_error_desc varchar(1000),
  event_code varchar(4) NOT NULL, event_name varchar(50) NOT NULL, start_time timestamp(0), event_time integer, event_time_type varchar(1), start_note varchar(1000), start_user_name varchar(50), start_tel varchar(20), start_phone varchar(11), end_time timestamp(0), end_note varchar(1000),
  process_report bytea, process_report_name varchar(100), end_user_name varchar(50), remark text, data_sources varchar(6) NOT NULL, eventname varchar(50) NOT NULL, row_sum varchar(64) NOT NULL, UNIQUE (data_sources, internal_no, no_ord));
CREATE TABLE wq_in.inf_apply_result (
  no varchar(32) PRIMARY KEY, org_id varchar(18) NOT NULL, internal_no varchar(50) NOT NULL, item_id varchar(12) NOT NULL, status varchar(2) NOT NULL, note varchar(1000), attachment text, finish_date timestamp(0) NOT NULL, create_date timestamp(0) NOT NULL, update_date timestamp(0) NOT NULL, sync_date timestamp(0), sync_sign varchar(1) NOT NULL DEFAULT '0', sync_error_desc varchar(1000),
  result_no varchar(60), result_file_name varchar(100), result_file bytea, result_date timestamp(0) NOT NULL, data_sources varchar(6) NOT NULL, user_name varchar(50) NOT NULL, row_sum varchar(64) NOT NULL, UNIQUE (data_sources, internal_no));
CREATE TABLE wq_out.up_pro_accept (
  row_guid varchar(50) PRIMARY KEY, project_no varchar(50) NOT NULL, catalog_code varchar(12) NOT NULL, local_catalog_code varchar(50), task_code varchar(36) NOT NULL, local_task_code varchar(50), task_handle_item varchar(50), task_name varchar(200) NOT NULL, task_version varchar(10),
  applyer_name varchar(200) NOT NULL, applyer_type varchar(2) NOT NULL, applyer_page_type varchar(20) NOT NULL, applyer_page_code varchar(50) NOT NULL, apply_date timestamp(0) NOT NULL, apply_type varchar(2), legal varchar(50), contact_name varchar(50), contact_type varchar(20), contact_code varchar(50), contact_mobile varchar(20), zip_code varchar(6), address varchar(300),
  org_name varchar(100) NOT NULL, org_code varchar(18) NOT NULL, handle_user_name varchar(50) NOT NULL, accept_date timestamp(0) NOT NULL, accept_doc_no varchar(60), project_name varchar(300), project_type varchar(2), promise_date timestamp(0),
  cd_operation varchar(1) NOT NULL, cd_time timestamp(0) NOT NULL, cd_batch varchar(32) NOT NULL, data_source varchar(3) NOT NULL, is_sync varchar(1) NOT NULL DEFAULT '0', source_no varchar(32) NOT NULL, seq_no integer NOT NULL, row_sum varchar(64) NOT NULL, UNIQUE (source_no, seq_no));
CREATE TABLE wq_out.up_pro_process (
  row_guid varchar(50) PRIMARY KEY, project_no varchar(50) NOT NULL, process_name varchar(50) NOT NULL, event_name varchar(2) NOT NULL, handle_user_name varchar(50) NOT NULL, handle_explain varchar(1000), event_start_time timestamp(0) NOT NULL, event_end_time timestamp(0), remark text,
  cd_operation varchar(1) NOT NULL, cd_time timestamp(0) NOT NULL, cd_batch varchar(32) NOT NULL, data_source varchar(3) NOT NULL, is_sync varchar(1) NOT NULL DEFAULT '0', source_no varchar(32) NOT NULL, seq_no integer NOT NULL, row_sum varchar(64) NOT NULL, UNIQUE (source_no, seq_no));
CREATE TABLE wq_out.up_pro_special_procedure (
  row_guid varchar(50) PRIMARY KEY, project_no varchar(50) NOT NULL, special_type varchar(2) NOT NULL, special_name varchar(50) NOT NULL, special_time timestamp(0) NOT NULL, special_reason varchar(1000), applyer_user_name varchar(50), end_time timestamp(0), result varchar(200), special_explain varchar(1000), handle_user varchar(50),
  cd_operation varchar(1) NOT NULL, cd_time timestamp(0) NOT NULL, cd_batch varchar(32) NOT NULL, data_source varchar(3) NOT NULL, is_sync varchar(1) NOT NULL DEFAULT '0', source_no varchar(32) NOT NULL, seq_no integer NOT NULL, row_sum varchar(64) NOT NULL, UNIQUE (source_no, seq_no));
CREATE TABLE wq_out.up_pro_result (
  row_guid varchar(50) PRIMARY KEY, project_no varchar(50) NOT NULL, handle_user_name varchar(50) NOT NULL, result_date timestamp(0) NOT NULL, result_type varchar(2) NOT NULL, result_cetr_name varchar(100), result_cetr_no varchar(100), result_explain varchar(1000), is_delivery_results varchar(1) NOT NULL, satisfaction varchar(1), remark text,
  cd_operation varchar(1) NOT NULL, cd_time timestamp(0) NOT NULL, cd_batch varchar(32) NOT NULL, data_source varchar(3) NOT NULL, is_sync varchar(1) NOT NULL DEFAULT '0', source_no varchar(32) NOT NULL, seq_no integer NOT NULL, row_sum varchar(64) NOT NULL, UNIQUE (source_no, seq_no));
CREATE TABLE wq_out.up_pro_material (
  row_guid varchar(50) PRIMARY KEY, project_no varchar(50) NOT NULL, material_name varchar(200) NOT NULL, get_type varchar(1) NOT NULL, get_num integer NOT NULL, material_attach_name varchar(200), doc_type varchar(2) NOT NULL, doc_no varchar(60), material_code varchar(10), check_result varchar(1), check_explain varchar(500), attach_content bytea, attach_md5 varchar(32),
  cd_operation varchar(1) NOT NULL, cd_time timestamp(0) NOT NULL, cd_batch varchar(32) NOT NULL, data_source varchar(3) NOT NULL, is_sync varchar(1) NOT NULL DEFAULT '0', source_no varchar(32) NOT NULL, seq_no integer NOT NULL, row_sum varchar(64) NOT NULL, UNIQUE (source_no, seq_no));
CREATE TABLE wq_out.up_lic_data (
  row_guid varchar(50) PRIMARY KEY, project_no varchar(50) NOT NULL, certificate_type varchar(50) NOT NULL, certificate_type_code varchar(21) NOT NULL, certificate_name varchar(100) NOT NULL, certificate_number varchar(100) NOT NULL, certificate_source_id varchar(128) NOT NULL, certificate_area_code varchar(12) NOT NULL, certificate_holder varchar(200) NOT NULL, certificate_holder_code varchar(50) NOT NULL, certificate_holder_type varchar(3) NOT NULL, issue_dept varchar(100) NOT NULL, issue_dept_code varchar(18) NOT NULL, issue_date timestamp(0) NOT NULL, valid_from timestamp(0), valid_to timestamp(0), attach_row_guid varchar(50),
  cd_operation varchar(1) NOT NULL, cd_time timestamp(0) NOT NULL, cd_batch varchar(32) NOT NULL, data_source varchar(3) NOT NULL, is_sync varchar(1) NOT NULL DEFAULT '0', source_no varchar(32) NOT NULL, seq_no integer NOT NULL, row_sum varchar(64) NOT NULL, UNIQUE (source_no, seq_no));
CREATE ROLE u510107 LOGIN PASSWORD 'demoDbPassword1';
GRANT USAGE ON SCHEMA wq_in, wq_out TO u510107;
GRANT SELECT, INSERT ON ALL TABLES IN SCHEMA wq_in TO u510107;
GRANT SELECT ON ALL TABLES IN SCHEMA wq_out TO u510107;
GRANT UPDATE (sync_date, sync_sign, sync_error_desc, internal_id, bj_statu) ON wq_out.inf_apply TO u510107;
GRANT UPDATE (is_sync) ON wq_out.up_pro_accept, wq_out.up_pro_process, wq_out.up_pro_special_procedure, wq_out.up_pro_result, wq_out.up_pro_material, wq_out.up_lic_data TO u510107;
CREATE FUNCTION public.calc_row_sum(tab regclass, pk text, k text) RETURNS text LANGUAGE plpgsql STABLE AS $f$
DECLARE e text; c text; r text;
BEGIN
  SELECT string_agg(CASE format_type(a.atttypid, NULL)
      WHEN 'bytea' THEN format('coalesce(encode(sha256(%I),''hex''),'''')', a.attname)
      WHEN 'timestamp without time zone' THEN format('coalesce(to_char(%I,''YYYY-MM-DD HH24:MI:SS''),'''')', a.attname)
      WHEN 'integer' THEN format('coalesce(%I::text,'''')', a.attname)
      ELSE format('replace(replace(coalesce(%I,''''),''\'',''\\''),''|'',''\|'')', a.attname) END, '||''|''||' ORDER BY a.attnum),
    min(a.attname) FILTER (WHERE a.attnum = 1)
  INTO e, c FROM pg_attribute a WHERE a.attrelid = tab AND a.attnum > 0 AND NOT a.attisdropped
    AND a.attname NOT IN ('update_date','sync_date','sync_sign','sync_error_desc','internal_id','bj_statu','is_sync','row_sum');
  EXECUTE format('SELECT %s FROM %s WHERE %I = $1', e, tab, c) INTO r USING pk;
  RETURN encode(sha256(convert_to(k || '|' || (SELECT relname FROM pg_class WHERE oid = tab) || '|' || r || '|' || k, 'UTF8')), 'hex');
END $f$;
