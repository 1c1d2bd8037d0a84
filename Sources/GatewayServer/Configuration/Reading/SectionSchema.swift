/// The keys of one section of the file: those that mean something here, and those that only LiteLLM knows.
struct SectionSchema: Sendable {
  /// The place where a key of this section belongs, as told to someone who put it elsewhere.
  let place: String
  /// Keys that Parley uses.
  let used: [String]
  /// Keys that LiteLLM knows and Parley does not use.
  var ignored: Set<String> = []
  /// Other spellings that LiteLLM takes for a used key.
  var aliases: [String: String] = [:]
  /// True where LiteLLM has no section of its own, so that an unknown key can only be a mistake.
  var isOurs = false

  static let top = SectionSchema(
    place: "the top level",
    used: [
      "model_list", "general_settings", "environment_variables", "parley", "litellm_settings", "router_settings",
    ],
    ignored: LiteLLMKeys.top)

  static let modelEntry = SectionSchema(
    place: "an entry of model_list",
    used: ["model_name", "litellm_params"],
    ignored: LiteLLMKeys.modelEntry)

  static let modelParameters = SectionSchema(
    place: "litellm_params, in an entry of model_list",
    used: [
      "model", "vertex_project", "vertex_location", "vertex_credentials", "api_key", "api_base", "api_version",
      "weight", "order", "prewarm", "client_contract", "input_rate", "upstream_input_rate", "transcript_style",
      "profile",
      "voices", "default_voice", "max_sessions", "ca_file", "pinned", "audio_items", "setup",
    ],
    ignored: LiteLLMKeys.modelParameters,
    aliases: [
      "vertex_ai_project": "vertex_project", "vertex_ai_location": "vertex_location",
      "vertex_ai_credentials": "vertex_credentials", "base_url": "api_base",
    ])

  static let general = SectionSchema(
    place: "general_settings", used: ["master_key"], ignored: LiteLLMKeys.general)

  static let litellm = SectionSchema(
    place: "litellm_settings", used: ["fallbacks", "default_fallbacks"], ignored: LiteLLMKeys.litellm)

  static let router = SectionSchema(
    place: "router_settings", used: ["fallbacks", "default_fallbacks", "cooldown_time"], ignored: LiteLLMKeys.router)

  static let parley = SectionSchema(
    place: "parley",
    used: [
      "host", "port", "path_prefix", "tls", "allowed_origins", "trusted_proxies", "allow_anonymous", "max_sessions",
      "max_memory", "max_event_loop_lag", "max_event_loop_load", "drain_timeout", "event_loops", "log_level",
      "log_format", "ca_file",
      "voices", "pinned", "client_secrets", "limits", "timings", "capture_dir", "capture_audio",
    ],
    isOurs: true)

  static let tls = SectionSchema(place: "parley.tls", used: ["mode", "certificate", "private_key"], isOurs: true)

  static let clientSecrets = SectionSchema(
    place: "parley.client_secrets", used: ["max_count", "max_bytes"], isOurs: true)

  static let limits = SectionSchema(
    place: "parley.limits",
    used: [
      "client_message_bytes", "upstream_message_bytes", "client_queue_bytes", "client_stall_timeout",
      "session_max_duration", "session_idle_timeout", "max_items", "max_out_of_band_responses", "reattach_buffer_bytes",
    ],
    isOurs: true)

  static let timings = SectionSchema(
    place: "parley.timings",
    used: [
      "handshake_timeout", "handshake_attempts", "handshake_patience", "client_ping_interval", "client_pong_timeout",
      "upstream_ping_interval", "upstream_pong_timeout", "answer_watchdog", "setup_quiet", "setup_latest",
      "connection_max_age", "prewarm_max_age", "out_of_band_timeout", "reattach_window",
    ],
    isOurs: true)

  /// Every section, the more often used first: where a key may have been meant to stand.
  static let all = [
    top, modelEntry, modelParameters, general, parley, tls, clientSecrets, limits, timings, setup, search, thinking,
    translation,
  ]
}
