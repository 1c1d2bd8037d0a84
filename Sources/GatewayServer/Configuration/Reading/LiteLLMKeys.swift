/// What a LiteLLM file may hold that Parley has no use for. A key in these lists is accepted and named in a warning;
/// one that is in none of them may be a slip of the pen. Source: LiteLLM's settings reference and router types,
/// version 1.106.
enum LiteLLMKeys {
  static let top: Set<String> = [
    "callback_settings", "assistant_settings", "files_settings",
    "finetune_settings", "guardrails", "mcp_servers", "mcp_tools", "prompts", "vector_store_registry", "search_tools",
    "credential_list", "policies", "policy_attachments", "agent_list", "default_vertex_config", "cost_discount_config",
    "worker_registry", "sandbox_tools",
  ]

  static let modelEntry: Set<String> = ["model_info", "tpm", "rpm"]

  static let modelParameters: Set<String> = [
    "custom_llm_provider", "tpm", "rpm", "itpm", "otpm", "timeout", "stream_timeout", "max_retries", "num_retries",
    "max_parallel_requests", "cooldown_time", "drop_params", "additional_drop_params", "allowed_openai_params",
    "organization", "configurable_clientside_auth_params", "litellm_credential_name", "provider_affinity_header",
    "litellm_trace_id", "max_file_size_mb", "default_api_key_tpm_limit", "default_api_key_rpm_limit", "max_budget",
    "budget_duration", "keepalive_seconds", "allow_client_keepalive_override", "use_in_pass_through",
    "use_litellm_proxy", "use_chat_completions_api", "merge_reasoning_content_in_choices", "model_info",
    "mock_response", "tags", "tag_regex", "fallbacks", "extra_headers", "headers", "extra_body", "base_model",
    "region_name", "tenant_id", "client_id", "client_secret", "azure_ad_token", "azure_scope",
    "aws_access_key_id", "aws_secret_access_key", "aws_session_token", "aws_region_name", "aws_session_name",
    "aws_profile_name", "aws_role_name", "gcs_bucket_name", "bucket_name", "watsonx_region_name",
    "input_cost_per_token", "output_cost_per_token", "input_cost_per_second", "output_cost_per_second",
    "input_cost_per_character", "output_cost_per_character", "input_cost_per_audio_token",
    "output_cost_per_audio_token", "input_cost_per_pixel", "output_cost_per_pixel", "cache_read_input_token_cost",
    "cache_creation_input_token_cost", "temperature", "top_p", "top_k", "max_tokens", "max_completion_tokens", "stop",
    "n", "seed", "user", "stream", "response_format", "tools", "tool_choice", "parallel_tool_calls", "logit_bias",
    "presence_penalty", "frequency_penalty", "reasoning_effort", "thinking", "safety_settings", "modalities",
    "guardrails", "cache", "caching", "metadata", "prompt_id", "prompt_variables", "supports_system_message",
    "gemini_live_defer_setup", "ssl_verify", "rpm_limit", "tpm_limit",
  ]

  static let general: Set<String> = [
    "completion_model", "embedding_model", "image_generation_model", "moderation_model", "infer_model_from_keys",
    "store_prompts_in_spend_logs", "store_model_in_db", "supported_db_objects", "forward_client_headers_to_llm_api",
    "forward_openai_org_id", "disable_spend_logs", "disable_spend_updates", "disable_master_key_return",
    "disable_retry_on_max_parallel_request_limit_error", "disable_reset_budget",
    "disable_adding_master_key_hash_to_db", "disable_responses_id_security", "disable_prisma_schema_update",
    "disable_error_logs", "enable_jwt_auth", "litellm_jwtauth", "enforce_user_param", "enforced_params",
    "reject_clientside_metadata_tags", "allowed_routes", "public_routes", "admin_only_routes", "allowed_ips",
    "key_management_system", "key_management_settings", "use_azure_key_vault", "use_google_kms",
    "maximum_spend_logs_retention_period", "maximum_spend_logs_retention_interval", "user_mcp_management_mode",
    "database_url", "database_type", "database_args", "database_connection_pool_limit", "database_connection_timeout",
    "allow_requests_on_db_unavailable", "custom_auth", "custom_auth_run_common_checks", "custom_sso",
    "custom_key_generate",
    "max_parallel_requests", "global_max_parallel_requests", "max_request_size_mb", "max_response_size_mb",
    "background_health_checks", "health_check_interval", "health_check_details", "alerting", "alerting_threshold",
    "alerting_args", "alert_types", "alert_to_webhook_url", "spend_report_frequency",
    "use_client_credentials_pass_through_routes", "pass_through_endpoints", "enable_oauth2_auth",
    "enable_oauth2_proxy_auth", "oauth2_config_mappings", "use_x_forwarded_for", "use_redis_transaction_buffer",
    "service_account_settings", "proxy_budget_rescheduler_min_time", "proxy_budget_rescheduler_max_time",
    "proxy_batch_write_at", "proxy_batch_polling_interval", "default_team_disabled", "allow_user_auth",
    "user_api_key_cache_ttl", "user_header_name", "user_header_mappings", "litellm_key_header_name",
    "allow_client_side_credentials", "ui_access_mode", "litellm_license", "salt_key", "proxy_base_url",
    "coordination_redis", "otel", "block_robots", "lazy_load_openapi_schema",
  ]

  static let litellm: Set<String> = [
    "success_callback", "failure_callback", "callbacks", "service_callbacks", "audit_log_callbacks",
    "turn_off_message_logging", "redact_messages_in_exceptions", "redact_user_api_key_info", "langfuse_default_tags",
    "modify_params", "drop_params", "enable_preview_features", "mcp_aliases", "set_verbose", "json_logs",
    "content_policy_fallbacks", "context_window_fallbacks", "request_timeout",
    "num_retries", "num_retries_per_request", "allowed_fails", "retry_after", "force_ipv4", "cache", "cache_params",
    "disable_end_user_cost_tracking", "disable_end_user_cost_tracking_prometheus_only", "key_generation_settings",
    "disable_add_transform_inline_image_block", "use_chat_completions_url_for_anthropic_messages",
    "disable_hf_tokenizer_download", "enable_json_schema_validation", "enable_key_alias_format_validation",
    "disable_copilot_system_to_assistant", "default_internal_user_params", "default_team_settings",
    "default_team_params", "default_redis_ttl", "default_in_memory_ttl", "default_redis_batch_cache_expiry",
    "max_budget", "budget_duration", "max_end_user_budget", "max_internal_user_budget", "max_user_budget",
    "upperbound_key_generate_params", "custom_provider_map", "model_alias_map", "model_group_settings",
    "public_model_groups", "tag_budget_config", "telemetry", "s3_callback_params", "gcs_pub_sub_use_v1",
    "datadog_params", "ssl_verify", "ssl_certificate", "forward_traceparent_to_llm_provider", "vertex_project",
    "vertex_location", "api_base", "api_key", "guardrails", "require_auth_for_metrics_endpoint",
    "prometheus_metrics_config", "prometheus_initialize_budget_metrics", "store_audit_logs", "priority_reservation",
    "gemini_live_defer_setup", "add_user_information_to_llm_headers", "suppress_debug_info", "cost_margin_config",
    "cost_discount_config", "turn_off_callbacks",
  ]

  static let router: Set<String> = [
    "routing_strategy", "routing_strategy_args", "routing_groups", "redis_host", "redis_password", "redis_port",
    "redis_url", "redis_db", "enable_pre_call_check", "enable_pre_call_checks", "optional_pre_call_checks",
    "allowed_fails", "allowed_fails_policy", "disable_cooldowns", "enable_tag_filtering",
    "tag_filtering_match_any", "tag_routing_prefix", "retry_policy", "retry_after", "num_retries", "max_retries",
    "timeout", "stream_timeout", "max_fallbacks", "content_policy_fallbacks",
    "context_window_fallbacks", "model_group_alias", "model_group_retry_policy", "model_group_affinity_config",
    "default_litellm_params", "default_max_parallel_requests", "default_priority", "polling_interval", "debug_level",
    "client_ttl", "cache_kwargs", "cache_responses", "caching_groups", "alerting_config", "assistants_config",
    "set_verbose", "provider_budget_config", "router_general_settings", "deployment_affinity_ttl_seconds",
    "ignore_invalid_deployments", "search_tools", "guardrail_list", "weights",
  ]
}
