"""Function calling through real sockets: the simulator calls what it is told to call."""

import json

import pytest

TOOL = {"type": "function", "name": "get_weather", "description": "The weather in a city",
        "parameters": {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]}}
ASK = 'call get_weather {"city":"Paris"}'


def declare(client, tools):
    session = {"type": "realtime", "tools": tools} if client.contract == "ga" else {"tools": tools}
    client.send("session.update", session=session)
    assert client.wait_for("session.updated")["session"]["tools"] == tools


def called(client):
    """The function calls of the next response, which must be completed."""
    response = client.wait_for("response.done")["response"]
    assert response["status"] == "completed"
    return [item for item in response["output"] if item["type"] == "function_call"]


def give(client, call, output):
    client.send("conversation.item.create", item={
        "type": "function_call_output", "call_id": call["call_id"], "output": json.dumps(output)})


@pytest.mark.parametrize("contract", ["plain", "beta", "ga"])
def test_a_function_is_called_and_its_output_spoken(vertex, contract):
    with vertex.gateway.connect(contract) as client:
        client.wait_for("session.created")
        declare(client, [TOOL])
        client.write(ASK)
        if contract == "ga":
            client.send("response.create")
        arguments = client.wait_for("response.function_call_arguments.done")["arguments"]
        assert json.loads(arguments) == {"city": "Paris"}
        (call,) = called(client)
        assert call["name"] == "get_weather" and len(call["call_id"]) <= 32
        give(client, call, {"sky": "blue as a plum"})
        if contract == "ga":
            client.send("response.create")
        assert "blue as a plum" in client.answer()


def test_two_calls_at_once_are_answered_together(vertex):
    with vertex.gateway.connect("ga") as client:
        client.wait_for("session.created")
        declare(client, [TOOL])
        client.write('call get_weather {"city":"Paris"} call get_weather {"city":"Rome"}')
        client.send("response.create")
        first, second = called(client)
        assert [json.loads(call["arguments"])["city"] for call in (first, second)] == ["Paris", "Rome"]
        give(client, second, {"sky": "grey"})
        client.send("response.create")
        give(client, first, {"sky": "golden"})
        answer = client.answer()
        assert "golden" in answer and "grey" in answer


def test_large_numbers_and_the_order_of_keys_survive(start_vertex):
    arguments = '{"z":12345678901234567890,"a":1.10}'
    tool = {"type": "function", "name": "f", "parameters": {"type": "object", "properties": {"z": {"type": "integer"}}}}
    with start_vertex().gateway.connect("ga") as client:
        client.wait_for("session.created")
        declare(client, [tool])
        client.write("call f " + arguments)
        client.send("response.create")
        (call,) = called(client)
        assert "12345678901234567890" in call["arguments"]


def test_an_output_nobody_waits_for_is_an_error(vertex):
    with vertex.gateway.connect("ga") as client:
        client.wait_for("session.created")
        give(client, {"call_id": "call_nobody"}, {})
        client.wait_for_error("invalid_tool_call_id", param="item.call_id")
