/// Conversation
