"""The bounds of a session: how it ends, and what the client is told."""


def test_a_session_has_a_longest_duration(start_vertex):
    vertex = start_vertex(parley={"limits": {"session_max_duration": "10s"}})
    with vertex.gateway.connect() as client:
        client.wait_for("session.created")
        error = client.wait_for_error("session_expired", 20)
        assert error["message"] == "Your session hit the maximum duration of 10 s."
        code, reason = client.wait_for_close()
        assert code == 1001 and "maximum duration" in reason


def test_a_silent_session_ends(start_vertex):
    vertex = start_vertex(parley={"limits": {"session_idle_timeout": "5s"}})
    with vertex.gateway.connect("ga") as client:
        client.wait_for("session.created")
        assert "for 5 s;" in client.wait_for_error("session_idle", 20)["message"]
        assert client.wait_for_close()[0] == 1001


def test_a_client_that_answers_no_ping_is_gone(start_vertex):
    vertex = start_vertex(parley={"timings": {"client_ping_interval": "1s", "client_pong_timeout": "1s"}})
    gateway = vertex.gateway
    with gateway.raw() as raw:
        raw.upgrade(f"/realtime?model={gateway.model}", {"api-key": gateway.key})
        raw.read_until("session.created")
        assert raw.is_closed()
    gateway.wait_for("Session ended")


def test_pings_keep_a_listening_client(start_vertex):
    vertex = start_vertex(parley={"timings": {"client_ping_interval": "1s", "client_pong_timeout": "1s"}})
    with vertex.gateway.connect() as client:
        client.wait_for("session.created")
        for _ in range(3):
            assert client.socket.ping().wait(5)
        assert client.text_turn("I am still with you.").strip() == "You said: I am still with you."


def test_a_session_keeps_as_many_items_as_it_may(start_vertex):
    vertex = start_vertex(parley={"limits": {"max_items": 10}})
    with vertex.gateway.connect("ga") as client:
        client.wait_for("session.created")
        for number in range(15):
            client.write(f"This is note number {number}.", id=f"item_{number}")
            client.wait_for("conversation.item.done")
        client.send("conversation.item.retrieve", item_id="item_0")
        client.wait_for_error("item_retrieve_invalid_item_id")
        client.send("conversation.item.retrieve", item_id="item_14")
        client.wait_for("conversation.item.retrieved")
